import { readFile, writeFile } from 'node:fs/promises';
import { comparePixels } from './compare-pixels.ts';
import type { PixelComparison } from './compare-pixels.ts';
import { decodePng } from './decode-png.ts';
import type { Place } from './places.ts';

/** Two PNGs to compare and where to put the difference; plain data, so that it goes to a worker. */
export interface PictureJob {
  readonly base: string;
  readonly head: string;
  readonly difference: string;
  /** Whether edges in the pictures are smoothed. */
  readonly smoothed: boolean;
  /** By name: the parts of the head's picture. */
  readonly places: readonly Place[];
}

/** What came out of it, besides the picture. */
export type PictureResult = Omit<PixelComparison, 'png'>;

/** Reads two PNGs, compares them and writes the difference. */
export async function runPictureJob(job: PictureJob): Promise<PictureResult> {
  const [base, head] = await Promise.all([readFile(job.base), readFile(job.head)]);
  const { png, ...result } = comparePixels(
    decodePng(base),
    decodePng(head),
    job.smoothed,
    job.places,
  );
  await writeFile(job.difference, png);
  return result;
}
