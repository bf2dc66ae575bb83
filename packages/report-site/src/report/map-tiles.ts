import { locateTile } from '@layerprint/core';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';

type Grid = Pick<ActivationGridData, 'shape' | 'layout'>;

/** The classes by which one map is cropped out of its grid's picture: the rules are `listTileRules`. */
export function classifyTile(grid: Grid, channel: number): string {
  const { columns } = grid.layout;
  const [row, column] = [Math.floor(channel / columns), channel % columns];
  return `map-tile ${nameSize(grid)} of-${columns} column-${column} row-${row}`;
}

/**
 * Lists the rules that crop maps out of grids, each once. They are no attributes, since the pages' policy takes styles from
 * style sheets alone; lengths are shares of the map, so that it may have any size.
 */
export function listTileRules(grids: readonly Grid[]): string[] {
  const rules = grids.flatMap((grid) => {
    const { columns, rows } = grid.layout;
    const size = `.${nameSize(grid)}`;
    const { width, height } = locateTile(grid, 0);
    const picture = locateTile(grid, columns - 1);
    return [
      `${size} { aspect-ratio: ${width} / ${height}; }`,
      `${size}.of-${columns} img { width: ${share(picture.left + width, width)}; }`,
      ...Array.from({ length: columns }, (_, column) => {
        const { left } = locateTile(grid, column);
        return `${size}.column-${column} img { left: ${share(-left, width)}; }`;
      }),
      ...Array.from({ length: rows }, (_, row) => {
        const { top } = locateTile(grid, row * columns);
        return `${size}.row-${row} img { top: ${share(-top, height)}; }`;
      }),
    ];
  });
  return [...new Set(rules)];
}

function nameSize(grid: Grid): string {
  const { width, height } = locateTile(grid, 0);
  return `tile-${width}x${height}`;
}

function share(part: number, whole: number): string {
  return `${Number(((100 * part) / whole).toFixed(4))}%`;
}
