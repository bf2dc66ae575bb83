/** What one answer for every validation image has right, where it is the most frequent class. */
export function computeConstantAccuracy(
  validation: Uint32Array,
  labels: Uint8Array,
  classes: number,
): number {
  const counts = new Array<number>(classes).fill(0);
  for (const index of validation) counts[labels[index]!]!++;
  return Math.max(...counts) / validation.length;
}
