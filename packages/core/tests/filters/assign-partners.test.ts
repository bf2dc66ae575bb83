import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignPartners } from '@layerprint/core';

/** Likenesses in few steps, so that many assignments are as good. */
const likenesses = fc
  .record({
    rows: fc.integer({ min: 1, max: 5 }),
    columns: fc.integer({ min: 1, max: 5 }),
    steps: fc.constantFrom(1, 2, 4),
  })
  .chain(({ rows, columns, steps }) =>
    fc.array(
      fc.array(
        fc.integer({ min: 0, max: steps }).map((step) => step / steps),
        { minLength: columns, maxLength: columns },
      ),
      { minLength: rows, maxLength: rows },
    ),
  );

/** Every way to give each of `n` rows a column of its own. */
function* listOrders(n: number, taken: readonly number[] = []): Generator<readonly number[]> {
  if (taken.length === n) yield taken;
  for (let column = 0; column < n; column++) {
    if (!taken.includes(column)) yield* listOrders(n, [...taken, column]);
  }
}

/** Tries all assignments: of the best, the first in order. */
function assignByTrying(table: readonly (readonly number[])[]): (readonly [number, number])[] {
  const [rows, columns] = [table.length, table[0]!.length];
  const orders = [...listOrders(Math.max(rows, columns))];
  const worth = (order: readonly number[]) =>
    order.reduce((sum, column, row) => sum + (table[row]?.[column] ?? 0), 0);
  const most = Math.max(...orders.map(worth));
  const rank = (row: number, column: number) => (column === row ? -1 : column);
  const [best] = orders
    .filter((order) => worth(order) === most)
    .toSorted((a, b) => {
      const row = a.findIndex((column, at) => column !== b[at]);
      return row === -1 ? 0 : rank(row, a[row]!) - rank(row, b[row]!);
    });
  return best!
    .map((column, row) => [row, column] as const)
    .filter(([row, column]) => row < rows && column < columns);
}

describe('assignPartners', () => {
  test('gives what SciPy gives', () => {
    // scipy.optimize.linear_sum_assignment of the same, of six rows and four columns.
    const table = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 4 }, (__, j) => ((31 * i + 17 * j + i * j * 5) % 13) / 13),
    );
    const pairs = assignPartners(table);
    expect(pairs.reduce((sum, [row, column]) => sum + table[row]![column]!, 0)).toBeCloseTo(
      3.4615384615384617,
      12,
    );
  });

  test('finds the best there is, and of several the first in order', () => {
    fc.assert(
      fc.property(likenesses, (table) => {
        expect(assignPartners(table)).toEqual(assignByTrying(table));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the order of numbers where it is as good as any other', () => {
    const n = 100;
    const equal = Array.from({ length: n }, () => new Array<number>(n).fill(0.5));
    expect(assignPartners(equal)).toEqual(Array.from({ length: n }, (_, i) => [i, i]));
    const nearly = equal.map((row, i) => row.map((_, j) => (i === j ? 0.5 - 1e-7 : 0.5)));
    expect(assignPartners(nearly)).toEqual(Array.from({ length: n }, (_, i) => [i, i]));
  });

  test('gives a permutation of a hundred back', () => {
    const n = 100;
    const partner = (i: number) => (37 * i + 11) % n;
    const table = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (j === partner(i) ? 1 : ((i * 7 + j * 13) % 90) / 100)),
    );
    expect(assignPartners(table)).toEqual(Array.from({ length: n }, (_, i) => [i, partner(i)]));
  });

  test('leaves over what is more on one side, and assigns nothing to nobody', () => {
    expect(assignPartners([[0.2], [0.9], [0.1]])).toEqual([[1, 0]]);
    expect(assignPartners([[0.2, 0.9, 0.1]])).toEqual([[0, 1]]);
    expect(assignPartners([])).toEqual([]);
    expect(assignPartners([[], []])).toEqual([]);
  });
});
