import type { EpochPart } from '@layerprint/network/training';

/** Measures how fast images go through training and validation. Times in milliseconds. */
export interface Pace {
  /** @param images Images done in the present pass through this part. */
  advance(part: EpochPart, images: number, now: number): void;
  /** Images per second in a part, since the start; 0 before the first batch. */
  rate(part: EpochPart): number;
  /**
   * Seconds for so many images. Before any validation its pace is taken to be that of training, which
   * does all that validation does and more.
   */
  secondsLeft(images: Record<EpochPart, number>): number;
}

export function startPace(start: number): Pace {
  const images = { training: 0, validation: 0 };
  const milliseconds = { training: 0, validation: 0 };
  let last = start;
  let doneInPass = 0;
  let present: EpochPart = 'training';

  const rate = (part: EpochPart): number =>
    milliseconds[part] === 0 ? 0 : (1000 * images[part]) / milliseconds[part];

  return {
    advance(part, done, now) {
      // A pass that starts over, or the other part, counts from zero.
      const before = part === present && done > doneInPass ? doneInPass : 0;
      images[part] += done - before;
      milliseconds[part] += now - last;
      [last, doneInPass, present] = [now, done, part];
    },
    rate,
    secondsLeft(left) {
      const validationRate = rate('validation') || rate('training');
      return left.training / rate('training') + left.validation / validationRate;
    },
  };
}
