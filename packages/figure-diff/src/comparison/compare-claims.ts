import type { Claim, ClaimCheck } from '@layerprint/core/schemas/claim';
import type { ClaimDiff, Finding } from '../schemas/diff.ts';
import { matchByName, readBoth } from './data-comparison.ts';
import { isFindingOfClaim } from './fail-on.ts';
import type { Likeness } from './likeness.ts';
import { matchChecks, matchNumbers } from './match-checks.ts';
import type { Pair } from './match-checks.ts';
import { sayClaim, sayClaimFinding } from './say-claim.ts';
import { isClose, isCloseShare } from './tolerances.ts';

/** A claim's diff, and the finding that it is; null where it says the same as before. */
export interface ComparedClaim {
  readonly claim: ClaimDiff;
  readonly finding: Finding | null;
}

/**
 * Compares claims by id, with every check and every value behind them. A claim or a check that appears or
 * goes, one of other words or of another rule, and one that comes out otherwise is another finding; a
 * number, its unit or on how many images a rule holds is not, nor is the order. How a claim comes out is
 * told of other models too, since it is what the report says; their numbers only stand beside each other.
 */
export function compareClaims(
  base: readonly Claim[],
  head: readonly Claim[],
  likeness: Likeness,
): ComparedClaim[] {
  return matchByName(base, head, ({ id }) => id).map((pair) => {
    const { id, number, sentence } = (pair.head ?? pair.base)!;
    const verdict = judgeClaim(pair, likeness);
    const claim = {
      id,
      number,
      sentence,
      verdict,
      sentences: sayClaim(pair.base, pair.head, likeness),
      outcome: readBoth(pair.base, pair.head, ({ outcome }) => outcome),
      checks: matchChecks(pair).map((check) => describeCheck(check, likeness)),
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

function judgeClaim(pair: Pair<Claim>, likeness: Likeness): ClaimDiff['verdict'] {
  const { base, head } = pair;
  if (!base) return 'added';
  if (!head) return 'removed';
  if (JSON.stringify(base) === JSON.stringify(head)) return 'identical';
  if (listTerms(base) !== listTerms(head)) return 'finding-changed';
  if (listFrame(base) !== listFrame(head)) return 'changed';
  const areNoise = matchChecks(pair).every((check) => isNoise(check, likeness));
  return areNoise ? 'numeric-noise' : 'changed';
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

/** Whether every number of a check is on both sides, and the same up to the tolerances. */
function isNoise(check: Pair<ClaimCheck>, likeness: Likeness): boolean {
  return matchNumbers(check, likeness).every(({ base, head }) => {
    if (!base || !head) return false;
    const isNear = ['share', 'points'].includes(base.unit) ? isCloseShare : isClose;
    return isNear(base.value ?? 0, head.value ?? 0, likeness.tolerances);
  });
}

function describeCheck(pair: Pair<ClaimCheck>, likeness: Likeness): ClaimDiff['checks'][number] {
  const { id, statement } = (pair.head ?? pair.base)!;
  return {
    id,
    statement,
    rule: readBoth(pair.base, pair.head, ({ rule }) => rule),
    verdict: readBoth(pair.base, pair.head, ({ verdict }) => verdict),
    values: matchNumbers(pair, likeness).map(({ name, base, head }) => ({
      name,
      unit: readBoth(base, head, ({ unit }) => unit),
      ...readBoth(base, head, ({ value }) => value),
    })),
  };
}
