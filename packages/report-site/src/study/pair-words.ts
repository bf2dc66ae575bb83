import { formatCount } from '@layerprint/core';
import type { StudyFamily, StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { listFamilies, sayHowManyPairs } from '@layerprint/core/verdicts';

/** Which pairs of a study are meant: its own, or those of a control. */
export type PairsPart = ReturnType<typeof listFamilies>[number]['part'];

/** Where a verdict stands by itself: "Over 40 pairs", "Over 23 of 40 pairs so far, 2 of them stale". */
export function sayOver(verdicts: StudyVerdicts): string {
  return `Over ${sayPairsOf(verdicts, 'pairs')}`;
}

/**
 * Says how many pairs a family of checks has, and how many of them are not of today: "10 pairs, 2 of them stale".
 *
 * @param part Of which there is a family.
 */
export function sayPairsOf(verdicts: StudyVerdicts, part: PairsPart): string {
  const { family } = listFamilies(verdicts).find((one) => one.part === part)!;
  const stale = countStalePairs(verdicts, part, family);
  return `${sayHowManyPairs(family)}${sayStale(stale, family.complete)}`;
}

/** Whether there are all pairs that a study asks for, none of them stale. */
export function isOfAllPairs(verdicts: StudyVerdicts): boolean {
  const { complete, wanted } = verdicts.pairs;
  return complete === wanted && countStalePairs(verdicts, 'pairs', verdicts.pairs) === 0;
}

function sayStale(stale: number, of: number): string {
  if (stale === 0) return '';
  if (stale < of) return `, ${formatCount(stale)} of them stale`;
  return of === 1 ? ', and stale' : ', all of them stale';
}

/** Whole pairs in which a model is not of today; other lines of the record do not make them so. */
function countStalePairs(
  { lines }: StudyVerdicts,
  part: PairsPart,
  { claims }: StudyFamily,
): number {
  const whole = new Set(
    claims.flatMap(({ checks }) => checks.flatMap(({ pairs }) => pairs.map(({ pair }) => pair))),
  );
  return [...whole].filter((pair) => {
    const ofPair = (wanted: PairsPart) =>
      lines.filter(({ line }) => line.part === wanted && line.pair === pair);
    const own = ofPair(part);
    // Only one model is trained again for the same steps: its partner is that of the pair of the same number.
    const borrowed = (part === 'same-steps' ? ofPair('pairs') : []).filter(
      ({ line }) => !own.some((other) => other.line.model === line.model),
    );
    return [...own, ...borrowed].some(({ stale }) => stale.length > 0);
  }).length;
}
