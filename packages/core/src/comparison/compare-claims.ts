import type { Claim, ClaimCheck, MeasuredValue } from '../schemas/claim.ts';
import type { ClaimDiff, Finding } from '../schemas/diff.ts';
import { matchByName, readBoth } from './data-comparison.ts';
import { isFindingOfClaim } from './fail-on.ts';
import { sayClaim, sayClaimFinding } from './say-claim.ts';
import { isClose, isCloseShare } from './tolerances.ts';

interface Pair<T> {
  readonly name: string;
  readonly base: T | undefined;
  readonly head: T | undefined;
}

/** A claim's diff, and the finding that it is; null where it says the same as before. */
export interface ComparedClaim {
  readonly claim: ClaimDiff;
  readonly finding: Finding | null;
}

/**
 * Compares claims by id, with every check and every value behind them. A claim or a check that appears or
 * goes, one of other words or of another rule, and one that comes out otherwise is another finding; a
 * number, its unit, its spread or how many it is made from is not, nor is the order.
 */
export function compareClaims(base: readonly Claim[], head: readonly Claim[]): ComparedClaim[] {
  return matchByName(base, head, ({ id }) => id).map((pair) => {
    const { id, number, sentence } = (pair.head ?? pair.base)!;
    const verdict = judgeClaim(pair);
    const claim = {
      id,
      number,
      sentence,
      verdict,
      sentences: sayClaim(pair.base, pair.head),
      outcome: readBoth(pair.base, pair.head, ({ outcome }) => outcome),
      checks: matchChecks(pair).map(describeCheck),
    };
    const finding = {
      kind: 'claim',
      subject: id,
      model: null,
      sentence: sayClaimFinding(pair.base, pair.head),
    } as const;
    return { claim, finding: isFindingOfClaim(verdict) ? finding : null };
  });
}

function judgeClaim(pair: Pair<Claim>): ClaimDiff['verdict'] {
  const { base, head } = pair;
  if (!base) return 'added';
  if (!head) return 'removed';
  if (JSON.stringify(base) === JSON.stringify(head)) return 'identical';
  if (listTerms(base) !== listTerms(head)) return 'finding-changed';
  if (listFrame(base) !== listFrame(head)) return 'changed';
  return matchChecks(pair).every(isNoise) ? 'numeric-noise' : 'changed';
}

/** What is claimed, by which rules, and how it came out, whatever the order: if other, it is another finding. */
function listTerms({ sentence, outcome, checks }: Claim): string {
  const terms = checks.map(({ id, statement, rule, holds }) => [id, statement, rule, `${holds}`]);
  return JSON.stringify([sentence, outcome, terms.map((term) => JSON.stringify(term)).toSorted()]);
}

/** All of a claim but the numbers that may be noise. */
function listFrame(claim: Claim): string {
  return JSON.stringify(claim, (key, value: unknown) =>
    typeof value === 'number' && (key === 'value' || key === 'standardDeviation') ? 0 : value,
  );
}

/** Whether every number of a check, which both sides have alike, is the same up to the tolerances. */
function isNoise(check: Pair<ClaimCheck>): boolean {
  return matchValues(check).every(({ base, head }) => {
    const isNear = base!.unit === 'share' ? isCloseShare : isClose;
    const { spread: before } = base!;
    const { spread: after } = head!;
    return (
      isNear(base!.value, head!.value) &&
      isNear(before?.standardDeviation ?? 0, after?.standardDeviation ?? 0)
    );
  });
}

function matchChecks({ base, head }: Pair<Claim>): Pair<ClaimCheck>[] {
  return matchByName(base?.checks ?? [], head?.checks ?? [], ({ id }) => id);
}

function matchValues({ base, head }: Pair<ClaimCheck>): Pair<MeasuredValue>[] {
  return matchByName(base?.values ?? [], head?.values ?? [], ({ name }) => name);
}

function describeCheck(pair: Pair<ClaimCheck>): ClaimDiff['checks'][number] {
  const { id, statement } = (pair.head ?? pair.base)!;
  return {
    id,
    statement,
    rule: readBoth(pair.base, pair.head, ({ rule }) => rule),
    holds: readBoth(pair.base, pair.head, ({ holds }) => holds),
    values: matchValues(pair).map(({ name, base, head }) => ({
      name,
      unit: readBoth(base, head, ({ unit }) => unit),
      ...readBoth(base, head, ({ value }) => value),
      n: readBoth(base, head, ({ n }) => n),
      spread: readBoth(base, head, ({ spread }) => spread),
    })),
  };
}
