/**
 * The probability that a value of the one kind is larger than one of the other, ties counting half: over all pairs of one
 * and the other, whichever they were drawn with.
 *
 * Source: A. Vargha and H. D. Delaney, "A critique and improvement of the CL common language effect size statistics of
 * McGraw and Wong", Journal of Educational and Behavioral Statistics 25 (2000).
 *
 * @returns Null where there are none of a kind.
 */
export function computeSuperiority(
  ones: readonly number[],
  others: readonly number[],
): number | null {
  if (ones.length === 0 || others.length === 0) return null;
  let twice = 0;
  for (const one of ones) {
    for (const other of others) twice += one > other ? 2 : one === other ? 1 : 0;
  }
  return twice / (2 * ones.length * others.length);
}
