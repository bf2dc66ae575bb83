import type { FigureTable } from '@layerprint/core';
import { SIDES, type OfSides } from '../page/charts/side-chart.ts';

type Cell = string | number;

/** A table whose columns go by their labels. */
export function makeTable(
  labels: readonly string[],
  rows: readonly (readonly Cell[])[],
): FigureTable {
  return { columns: labels.map((label) => ({ key: label, label })), rows };
}

/** "Mean, base" and "Mean, head". */
export function bothOf(label: string): string[] {
  return SIDES.map((side) => `${label}, ${side}`);
}

/** A value of each side, a cell each; empty where a side does not have it. */
export function both(values: OfSides<number>): Cell[] {
  return SIDES.map((side) => orNone(values[side]));
}

/** The same of the values at one place of a list. */
export function at(values: OfSides<readonly (number | null)[]>, index: number): Cell[] {
  return SIDES.map((side) => orNone(values[side]?.[index] ?? null));
}

/** A cell; empty where there is no value. */
export function orNone(value: number | null): Cell {
  return value ?? '';
}
