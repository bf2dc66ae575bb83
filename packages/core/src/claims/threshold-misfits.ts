import type { WrittenCheck } from '../schemas/claims-file.ts';
import type { ClaimContext } from './claim-context.ts';
import type { CheckMisfit } from './find-misfits.ts';
import { measureOf } from './measures/table.ts';
import { passes, readThreshold, type Threshold } from './written-check.ts';

const FIELDS = { '>': 'above', '≥': 'atLeast', '<': 'below', '≤': 'atMost' } as const;

/** Finds what is wrong with a threshold: another unit, or one that nothing could pass, or that everything does. */
export function findThresholdMisfits(check: WrittenCheck, context: ClaimContext): CheckMisfit[] {
  const threshold = readThreshold(check);
  if (threshold === undefined) return [];
  const { measure, distanceFrom, answer } = check;
  const field = FIELDS[threshold.sign];
  const { unit, range } = measureOf(measure);
  const [least, most] = range(context.classes);
  const isWithin = (value: number) => value >= least && value <= most;
  const between = `${measure} is ${sayRange(least, most)}${unit === 'bits' ? ' bits' : ''}`;
  if (distanceFrom !== undefined && !isWithin(distanceFrom)) {
    return [['distanceFrom', `${between}, never ${distanceFrom}`]];
  }
  if (distanceFrom === undefined && !isWithin(threshold.value)) {
    const share = threshold.value / 100;
    const isPerCent = unit === 'share' && threshold.value > 1 && isWithin(share);
    return [
      [field, `${between}, never ${threshold.value}${isPerCent ? `; did you mean ${share}?` : ''}`],
    ];
  }
  if (measure === 'accuracy') return findAccuracyMisfits(threshold, field, distanceFrom);
  const [low, high] =
    distanceFrom === undefined
      ? [least, most]
      : [0, Math.max(distanceFrom - least, most - distanceFrom)];
  // A top class that is wrong leaves the true one half of the probability at most.
  const highest = answer === 'wrong' ? 0.5 : high;
  const outcomes = [low, highest].map((value) => passes(value, threshold));
  if (outcomes.every(Boolean)) return [[field, `it could not fail: ${between}`]];
  if (!outcomes.some(Boolean)) return [[field, `it could not hold: ${between}`]];
  return [];
}

/** An accuracy is decided as a share of the images, by its standard error. */
function findAccuracyMisfits(
  { sign, value }: Threshold,
  field: 'above' | 'atLeast' | 'below' | 'atMost',
  distanceFrom: number | undefined,
): CheckMisfit[] {
  if (distanceFrom !== undefined) {
    return [['distanceFrom', 'an accuracy is above or below a share of the images']];
  }
  if (sign === '≥' || sign === '≤') {
    const other = sign === '≥' ? 'above' : 'below';
    return [[field, `an accuracy is decided by its standard error; write "${other}"`]];
  }
  if (value > 0 && value < 1) return [];
  return [[field, 'it could only come out one way: a share between 0 and 1 is expected']];
}

function sayRange(least: number, most: number): string {
  if (least === -Infinity) return 'any number';
  return most === Infinity ? `from ${least} on` : `from ${least} to ${Number(most.toPrecision(4))}`;
}
