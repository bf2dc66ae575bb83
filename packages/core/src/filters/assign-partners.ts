import { munkres } from 'munkres';

/** A likeness is told in so many steps from 0 to 1: what differs by less is as good. In whole numbers no sum is rounded. */
const STEPS = 2 ** 20;

/** What was assigned to what, by number. */
export type Assignment = readonly (readonly [row: number, column: number])[];

/**
 * Finds a partner for each row among the columns, each taken once, so that the likenesses of all pairs add up to the
 * most there is: the assignment problem, solved by the Hungarian method. Of several assignments that are as good, it
 * is the one in which row 0 has the column of the same number, if any of them has it so, or else the smallest column
 * that any of them gives it; then row 1, and so on. So equal columns keep their order, and where the order of
 * numbers is as good as any other it is kept, whatever solves the problem.
 *
 * Source: H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics Quarterly 2 (1955).
 *
 * @param likenesses From 0 to 1, by row and column; as many columns in each row.
 * @returns As many pairs as there are rows, or columns where there are fewer, by row.
 */
export function assignPartners(likenesses: readonly (readonly number[])[]): Assignment {
  const rows = likenesses.length;
  const columns = likenesses[0]?.length ?? 0;
  const n = Math.max(rows, columns);
  if (rows === 0 || columns === 0) return [];
  // What has no partner has one that is nobody, which costs the same for all.
  const costs = Array.from({ length: n }, (_, row) =>
    Array.from(
      { length: n },
      (__, column) => STEPS - Math.round((likenesses[row]?.[column] ?? 0) * STEPS),
    ),
  );
  const columnOf = new Array<number>(n);
  for (const [row, column] of munkres(costs)) columnOf[row] = column;
  return settleTies(listTight(costs, columnOf), columnOf)
    .map((column, row) => [row, column] as const)
    .filter(([row, column]) => row < rows && column < columns);
}

/**
 * The pairs that some best assignment has, and others that cost the same: by complementary slackness a complete assignment
 * is a best one exactly where it has none but these.
 *
 * Prices of the columns are found so that no row would rather have another column than its own (Bellman and Ford's shortest
 * paths): such prices exist for a best assignment alone. A pair is in where the row is as well off with it.
 */
function listTight(costs: readonly number[][], columnOf: readonly number[]): boolean[][] {
  const prices = new Array<number>(costs.length).fill(0);
  const gainOf = (row: number, column: number): number =>
    costs[row]![columnOf[row]!]! -
    prices[columnOf[row]!]! -
    (costs[row]![column]! - prices[column]!);
  /** Lowers each price until nobody would rather have the column; whether any was too high. */
  const lowerPrices = (): boolean => {
    let isLowered = false;
    for (let row = 0; row < costs.length; row++) {
      for (let column = 0; column < costs.length; column++) {
        const gain = gainOf(row, column);
        if (gain <= 0) continue;
        prices[column]! -= gain;
        isLowered = true;
      }
    }
    return isLowered;
  };
  for (let round = 0; lowerPrices(); round++) {
    if (round > costs.length) throw new Error('An assignment is not the best one.');
  }
  return costs.map((_, row) => costs.map((__, column) => gainOf(row, column) === 0));
}

/** Goes from one best assignment to the one that is first in order. */
function settleTies(tight: readonly boolean[][], start: readonly number[]): number[] {
  const columnOf = [...start];
  const rowOf = new Array<number>(start.length);
  columnOf.forEach((column, row) => (rowOf[column] = row));
  const set = (row: number, column: number): void => {
    columnOf[row] = column;
    rowOf[column] = row;
  };

  /** Gives a row another column, and its owner another, and so on, until one takes what is free; rows before `settled` stay. */
  function findOther(row: number, free: number, settled: number, tried: Set<number>): boolean {
    for (let column = 0; column < tight.length; column++) {
      if (!tight[row]![column] || tried.has(column)) continue;
      tried.add(column);
      const owner = rowOf[column]!;
      if (column !== free && (owner <= settled || !findOther(owner, free, settled, tried)))
        continue;
      set(row, column);
      return true;
    }
    return false;
  }

  for (let row = 0; row < tight.length; row++) {
    const byNumber = [row, ...[...tight.keys()].filter((column) => column !== row)];
    for (const column of byNumber) {
      if (!tight[row]![column] || rowOf[column]! < row) continue;
      const own = columnOf[row]!;
      if (column === own) break;
      if (!findOther(rowOf[column]!, own, row, new Set([column]))) continue;
      set(row, column);
      break;
    }
  }
  return columnOf;
}
