import { locateTile } from '@layerprint/core';
import { describe, expect, test } from 'vitest';
import { classifyTile, listTileRules } from '../../src/report/map-tiles.ts';

const gridOf = (side: number, filters: number) => {
  const columns = Math.ceil(Math.sqrt(filters));
  const layout = { rows: Math.ceil(filters / columns), columns, scale: 3, gap: 3 };
  return { shape: [side, side, filters] as [number, number, number], layout };
};

/** What the rules say of an element with these classes, in per cent of the map. */
function readRules(classes: string, rules: readonly string[]): Record<string, number> {
  const has = new Set(classes.split(' '));
  const found = rules.flatMap((rule) => {
    const [, selector, property, value] = /^(\S+) img \{ (\w+): (-?[\d.]+)%; \}$/.exec(rule) ?? [];
    const isMeant =
      selector
        ?.slice(1)
        .split('.')
        .every((name) => has.has(name)) ?? false;
    return isMeant ? [[property!, Number(value)] as const] : [];
  });
  return Object.fromEntries(found);
}

describe('the rules of map tiles', () => {
  test('crop each map out of its grid, also beside grids of other sizes', () => {
    const grids = [gridOf(32, 16), gridOf(8, 16), gridOf(32, 5), gridOf(6, 1)];
    const rules = listTileRules(grids);
    for (const grid of grids) {
      for (let channel = 0; channel < grid.shape[2]; channel++) {
        const { left, top, width, height } = locateTile(grid, channel);
        const last = locateTile(grid, grid.layout.columns - 1);
        const read = readRules(classifyTile(grid, channel), rules);
        expect(read['left']).toBeCloseTo((-100 * left) / width, 3);
        expect(read['top']).toBeCloseTo((-100 * top) / height, 3);
        expect(read['width']).toBeCloseTo((100 * (last.left + width)) / width, 3);
      }
    }
  });

  test('stand there once, however many grids are alike', () => {
    const one = listTileRules([gridOf(32, 16)]);
    expect(listTileRules([gridOf(32, 16), gridOf(32, 16)])).toEqual(one);
    expect(one).toHaveLength(1 + 1 + 4 + 4);
  });
});
