/** How fast a process trained, and the most memory it had. */
export interface Speed {
  imagesPerSecond: number;
  /** By the processor's time of all threads: to be trusted more on a busy machine. */
  imagesPerCpuSecond: number;
  /** The most memory that the process had resident, the engine and its libraries included. */
  peakBytes: number;
}

/** The middle of the numbers; the mean of the two in the middle for an even count. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
