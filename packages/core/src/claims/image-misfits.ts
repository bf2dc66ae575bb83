import { countNoun } from '../figures/wording.ts';
import type { WrittenCheck } from '../schemas/claims-file.ts';
import type { ClaimContext } from './claim-context.ts';
import { decideTally } from './decide-check.ts';
import type { CheckMisfit } from './find-misfits.ts';
import { readThreshold } from './written-check.ts';

/** What asks what an image shows. */
const OF_CLASSES = ['accuracy', 'probability'];

/**
 * Finds what is wrong with the images that a check is decided on: so few that all or none of them are within two standard
 * errors of the share that they are held to, or a picture of which nobody has said what it shows where that is asked.
 */
export function findImageMisfits(check: WrittenCheck, { specimens }: ClaimContext): CheckMisfit[] {
  if (specimens === undefined) return [];
  const asksClass = OF_CLASSES.includes(check.measure);
  if (check.over === 'specimen' && asksClass && !specimens.isMainKnown) {
    return [['over', 'nobody has said what class the specimen is of, and an answer is held to it']];
  }
  if (check.over !== 'specimens') return [];
  const count = asksClass ? specimens.known : specimens.all;
  const threshold = check.measure === 'accuracy' ? readThreshold(check) : undefined;
  const share = threshold?.value ?? 0.5;
  if (decides(count, share)) return [];
  const which = asksClass && count < specimens.all ? ' of a known class' : '';
  return [
    [
      'over',
      `there ${count === 1 ? 'is' : 'are'} ${countNoun(count, 'specimen')}${which}, and all or none of so few are within two standard errors of ${threshold?.value ?? 'one half'}: it takes ${countDeciding(share)} for an interval that decides`,
    ],
  ];
}

/** The fewest images that can decide for and against a share. */
function countDeciding(share: number): number {
  let count = 1;
  while (!decides(count, share)) count++;
  return count;
}

/** Whether all of so many images, and none of them, are more than two standard errors from a share. */
function decides(count: number, share: number): boolean {
  return [0, count].every(
    (holds) => decideTally({ holds, of: count, undefined: 0 }, { share }) !== 'undecided',
  );
}
