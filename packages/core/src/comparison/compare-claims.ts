import { listCheckNumbers } from '../claims/check-numbers.ts';
import type { CheckNumber } from '../claims/check-numbers.ts';
import type { Claim, ClaimCheck } from '../schemas/claim.ts';
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
 * number, its unit or on how many images a rule holds is not, nor is the order.
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
function listTerms({ sentence, restsOn, outcome, checks }: Claim): string {
  const terms = checks.map(({ id, statement, measure, rule, decidedOn, verdict }) =>
    JSON.stringify([id, statement, measure, rule, decidedOn, verdict]),
  );
  return JSON.stringify([sentence, restsOn, outcome, terms.toSorted()]);
}

/** All of a claim but the numbers that may be noise: those that are measured, not counted. */
function listFrame(claim: Claim): string {
  return JSON.stringify(claim, (key, value: unknown) =>
    typeof value === 'number' && MEASURED.includes(key) ? 0 : value,
  );
}

const MEASURED = ['specimen', 'median', 'lowerQuartile', 'upperQuartile'];

/** Whether every number of a check, which both sides have alike, is the same up to the tolerances. */
function isNoise(check: Pair<ClaimCheck>): boolean {
  return matchNumbers(check).every(({ base, head }) => {
    const isNear = ['share', 'points'].includes(base!.unit) ? isCloseShare : isClose;
    return isNear(base!.value ?? 0, head!.value ?? 0);
  });
}

function matchChecks({ base, head }: Pair<Claim>): Pair<ClaimCheck>[] {
  return matchByName(base?.checks ?? [], head?.checks ?? [], ({ id }) => id);
}

function matchNumbers({ base, head }: Pair<ClaimCheck>): Pair<CheckNumber>[] {
  return matchByName(
    base ? listCheckNumbers(base) : [],
    head ? listCheckNumbers(head) : [],
    ({ name }) => name,
  );
}

function describeCheck(pair: Pair<ClaimCheck>): ClaimDiff['checks'][number] {
  const { id, statement } = (pair.head ?? pair.base)!;
  return {
    id,
    statement,
    rule: readBoth(pair.base, pair.head, ({ rule }) => rule),
    verdict: readBoth(pair.base, pair.head, ({ verdict }) => verdict),
    values: matchNumbers(pair).map(({ name, base, head }) => ({
      name,
      unit: readBoth(base, head, ({ unit }) => unit),
      ...readBoth(base, head, ({ value }) => value),
    })),
  };
}
