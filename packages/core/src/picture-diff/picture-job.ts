import { readFileSync } from 'node:fs';
import { comparePixels } from './compare-pixels.ts';
import type { PixelComparison } from './compare-pixels.ts';
import { decodePng } from './decode-png.ts';
import type { Place } from './places.ts';

/** Two PNGs to compare; plain data, so that it goes to a thread. */
export interface PictureJob {
  readonly base: string;
  readonly head: string;
  /** Whether edges in the pictures are smoothed. */
  readonly smoothed: boolean;
  /** By name: the parts of the head's picture. */
  readonly places: readonly Place[];
}

/** Reads two PNGs and compares them. */
export function runPictureJob({ base, head, smoothed, places }: PictureJob): PixelComparison {
  return comparePixels(
    decodePng(readFileSync(base)),
    decodePng(readFileSync(head)),
    smoothed,
    places,
  );
}
