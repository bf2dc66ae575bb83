import { OUTCOME_WORDS, type StudyNumbers } from '@layerprint/core';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { formatEstimate, formatShareOfPairs } from '@layerprint/core/verdicts';
import { isOfAllPairs, sayPairsOf } from './pair-words.ts';

/**
 * What an article can name of a study; of a check that no pair tells anything about, that. Where pairs are missing or stale,
 * each says so by itself: it may be the only word of the study on a page.
 */
export function readStudyNumbers(verdicts: StudyVerdicts): StudyNumbers {
  const checks = new Map(
    verdicts.pairs.claims.flatMap(({ checks }) =>
      checks.map((check) => [check.id, check] as const),
    ),
  );
  const pairs = sayPairsOf(verdicts, 'pairs');
  const over = isOfAllPairs(verdicts) ? '' : ` (over ${pairs})`;
  return {
    pairs,
    shareOfPairs: (id) => {
      const share = checks.get(id)?.share ?? null;
      return `${share === null ? 'none' : formatShareOfPairs(share)}${over}`;
    },
    difference: (id) => {
      const check = checks.get(id);
      const difference = check?.difference ?? null;
      return `${difference === null ? 'none' : formatEstimate(difference, check!.unit)}${over}`;
    },
    verdict: (id) => `${OUTCOME_WORDS[checks.get(id)?.verdict ?? 'not-settled'].does}${over}`,
  };
}
