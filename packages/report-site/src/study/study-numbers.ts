import { OUTCOME_WORDS, type StudyNumbers } from '@layerprint/core';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { formatEstimate, formatShareOfPairs, sayHowManyPairs } from '@layerprint/core/verdicts';

/** What an article can name of a study; of a check that no pair tells anything about, that. */
export function readStudyNumbers({ pairs }: StudyVerdicts): StudyNumbers {
  const checks = new Map(
    pairs.claims.flatMap(({ checks }) => checks.map((check) => [check.id, check] as const)),
  );
  return {
    pairs: sayHowManyPairs(pairs),
    shareOfPairs: (id) => {
      const share = checks.get(id)?.share ?? null;
      return share === null ? 'none' : formatShareOfPairs(share);
    },
    difference: (id) => {
      const check = checks.get(id);
      const difference = check?.difference ?? null;
      return difference === null ? 'none' : formatEstimate(difference, check!.unit);
    },
    verdict: (id) => OUTCOME_WORDS[checks.get(id)?.verdict ?? 'not-settled'].does,
  };
}
