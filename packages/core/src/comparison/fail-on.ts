import type { Diff } from '../schemas/diff.ts';
import type { Verdict } from '../schemas/figure-diff.ts';

/** From which change on a comparison fails, from the strictest to none. */
export const FAIL_ON = ['visual', 'changed', 'finding', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The verdicts that fail, by what a comparison is to fail on. */
const FAILING: Record<FailOn, readonly Verdict[]> = {
  visual: ['visual-only', 'changed', 'finding-changed', 'added', 'removed'],
  changed: ['changed', 'finding-changed', 'added', 'removed'],
  finding: ['finding-changed'],
  never: [],
};

/** Whether a figure or a claim with this verdict makes a comparison fail. */
export function isFailing(verdict: Verdict, failOn: FailOn): boolean {
  return FAILING[failOn].includes(verdict);
}

/**
 * The exit status that a diff asks for: 0 where nothing failing changed, 1 where something did, 2 where a
 * side could not be compared, whatever it is to fail on.
 */
export function decideExitStatus({ base, head, figures, claims }: Diff, failOn: FailOn): 0 | 1 | 2 {
  if (base.status === 'failed' || head.status === 'failed') return 2;
  return [...figures, ...claims].some(({ verdict }) => isFailing(verdict, failOn)) ? 1 : 0;
}
