import { isOneOfMany, MANY } from '../comparison/index.ts';
import type { Diff, Finding } from '../schemas/diff.ts';

/** What kind of thing is no longer true. */
export const FINDING_WORDS: Readonly<Record<Finding['kind'], string>> = {
  claim: 'Observation',
  study: 'Many seeds',
  'top-class': 'Top class',
  'early-stopping': 'Epoch kept',
  'dead-filters': 'Dead filters',
};

/**
 * Lists what is no longer true, in the order of the comparison. Many grids of the same layers tell of the same
 * filters: those that the article does not have are set apart.
 */
export function listFindings({ findings, figures }: Diff): {
  readonly shown: readonly Finding[];
  readonly folded: readonly Finding[];
} {
  const repeated = new Set(figures.filter(isOneOfMany).map(({ id }) => id));
  const folded = findings.filter(({ subject }) => repeated.has(subject));
  if (folded.length <= MANY) return { shown: findings, folded: [] };
  return { shown: findings.filter((finding) => !folded.includes(finding)), folded };
}
