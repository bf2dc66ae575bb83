import type { OpenedFigure } from '@layerprint/artifacts';
import type { Place } from '@layerprint/core';
import { entryOf } from '@layerprint/core';
import type { FigureFile } from '@layerprint/core/schemas/manifest';

/**
 * The parts that a figure's picture falls into: a grid's filters, a picture's panels, and of a chart, or
 * where they are laid out otherwise, nine of one size. A part that the data put beyond the edge of the
 * picture is none of it.
 */
export function listPlaces(
  figure: OpenedFigure,
  { width = 0, height = 0, layout }: Pick<FigureFile, 'width' | 'height' | 'layout'>,
): Place[] {
  const { drawing } = entryOf(figure.kind);
  const places =
    drawing.look === 'pixels' && layout === undefined
      ? drawing.listPlaces(figure.data)
      : listNinths(width, height);
  return places.filter((box) => box.left + box.width <= width && box.top + box.height <= height);
}

const ROWS = ['upper', 'middle', 'lower'];
const COLUMNS = ['left', 'middle', 'right'];

function listNinths(width: number, height: number): Place[] {
  return ROWS.flatMap((row, y) =>
    COLUMNS.map((column, x) => {
      const left = Math.floor((x * width) / 3);
      const top = Math.floor((y * height) / 3);
      return {
        place: row === column ? 'the middle' : `the ${row} ${column}`,
        left,
        top,
        width: Math.floor(((x + 1) * width) / 3) - left,
        height: Math.floor(((y + 1) * height) / 3) - top,
      };
    }),
  );
}
