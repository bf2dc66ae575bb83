import type { ClaimDiff, Diff } from '../schemas/diff.ts';
import type { Verdict } from '../schemas/figure-diff.ts';

/** From which change on a comparison fails, from the strictest to none. */
export const FAIL_ON = ['visual', 'changed', 'finding', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** The least strict setting by which a verdict still fails; null where it never does. */
const FAILS_UP_TO: Readonly<Record<Verdict, Exclude<FailOn, 'never'> | null>> = {
  'finding-changed': 'finding',
  changed: 'changed',
  replaced: 'changed',
  added: 'changed',
  removed: 'changed',
  'visual-only': 'visual',
  'numeric-noise': null,
  identical: null,
};

/** Whether a figure or another field of a report with this verdict makes a comparison fail. */
export function isFailing(verdict: Verdict, failOn: FailOn): boolean {
  const upTo = FAILS_UP_TO[verdict];
  return upTo !== null && FAIL_ON.indexOf(failOn) <= FAIL_ON.indexOf(upTo);
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
  { base, head, figures, claims, study, others }: Diff,
  failOn: FailOn,
): 0 | 1 | 2 {
  if (base.status === 'failed' || head.status === 'failed') return 2;
  const fails =
    [...figures, ...study, ...others].some(({ verdict }) => isFailing(verdict, failOn)) ||
    claims.some(({ verdict }) => isFailingClaim(verdict, failOn));
  return fails ? 1 : 0;
}
