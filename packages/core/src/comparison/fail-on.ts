import type { ClaimDiff, Diff } from '../schemas/diff.ts';
import type { Verdict } from '../schemas/figure-diff.ts';

/** From which change on a comparison fails, from the strictest to none. */
export const FAIL_ON = ['visual', 'changed', 'finding', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The verdicts that fail, by what a comparison is to fail on. */
const FAILING: Record<FailOn, readonly Verdict[]> = {
  visual: ['visual-only', 'changed', 'replaced', 'finding-changed', 'added', 'removed'],
  changed: ['changed', 'replaced', 'finding-changed', 'added', 'removed'],
  finding: ['finding-changed'],
  never: [],
};

/** Whether a figure or another field of a report with this verdict makes a comparison fail. */
export function isFailing(verdict: Verdict, failOn: FailOn): boolean {
  return FAILING[failOn].includes(verdict);
}

/** Whether a claim with this verdict makes a comparison fail. */
export function isFailingClaim(verdict: ClaimDiff['verdict'], failOn: FailOn): boolean {
  return isFailing(isFindingOfClaim(verdict) ? 'finding-changed' : verdict, failOn);
}

/** Whether a claim is another finding than before: to claim something new, or no more, is to find otherwise. */
export function isFindingOfClaim(verdict: ClaimDiff['verdict']): boolean {
  return verdict === 'finding-changed' || verdict === 'added' || verdict === 'removed';
}

/**
 * The exit status that a diff asks for: 0 where nothing failing changed, 1 where something did, 2 where a
 * side could not be compared, whatever it is to fail on. Inputs alone change nothing.
 */
export function decideExitStatus(
  { base, head, figures, claims, others }: Diff,
  failOn: FailOn,
): 0 | 1 | 2 {
  if (base.status === 'failed' || head.status === 'failed') return 2;
  const fails =
    [...figures, ...others].some(({ verdict }) => isFailing(verdict, failOn)) ||
    claims.some(({ verdict }) => isFailingClaim(verdict, failOn));
  return fails ? 1 : 0;
}
