/** How often one or more of all checks together may be settled by chance. */
export const FAMILY_LEVEL = 0.05;

/** What Holm's correction makes of one of several tests. */
export interface CorrectedTest {
  /** The level that the test is held to: the family's, divided by how many tests are not before it. */
  readonly level: number;
  /** Whether it and all tests before it are within their levels. */
  readonly isSettled: boolean;
}

/**
 * Holm's correction: the smallest p is held to the family's level over m, the next to that over m − 1, and so on to the
 * first that misses; it and all after it are not settled.
 *
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 *
 * @param values p of each test, in any order.
 * @returns In the same order. Of equal ones the first comes first; all or none of them are settled.
 */
export function correctLevels(values: readonly number[]): CorrectedTest[] {
  const corrected = new Array<CorrectedTest>(values.length);
  const order = values.map((_, i) => i).toSorted((a, b) => values[a]! - values[b]!);
  let isSettled = true;
  for (const [before, place] of order.entries()) {
    const level = FAMILY_LEVEL / (values.length - before);
    isSettled &&= values[place]! <= level;
    corrected[place] = { level, isSettled };
  }
  return corrected;
}
