import type { Score } from './steps.ts';

/** Images scored so far in a part of an epoch, and how. */
export interface Tally {
  images: number;
  lossSum: number;
  correct: number;
}

/** Of no image yet. */
export function startTally(): Tally {
  return { images: 0, lossSum: 0, correct: 0 };
}

/** Adds what was scored of some more images. */
export function addScore(tally: Tally, score: Score, images: number): void {
  tally.images += images;
  tally.lossSum += score.lossSum;
  tally.correct += score.correct;
}
