import { capitalise } from '../figures/wording.ts';
import type { Claim, ClaimCheck, MeasuredValue } from '../schemas/claim.ts';
import type { ClaimDiff, Finding } from '../schemas/diff.ts';
import { matchByName, readBoth } from './data-comparison.ts';
import { isClose, isCloseShare } from './tolerances.ts';

interface Pair<T> {
  readonly name: string;
  readonly base: T | undefined;
  readonly head: T | undefined;
}

/** Compares claims by id, with every check and every value behind them. */
export function compareClaims(base: readonly Claim[], head: readonly Claim[]): ClaimDiff[] {
  return matchByName(base, head, ({ id }) => id).map((pair) => {
    const { id, number, sentence } = (pair.head ?? pair.base)!;
    return {
      id,
      number,
      sentence,
      verdict: judgeClaim(pair),
      outcome: readBoth(pair.base, pair.head, ({ outcome }) => outcome),
      checks: matchChecks(pair).map(describeCheck),
    };
  });
}

/** Says which claims come out otherwise, and which of their checks do. */
export function findClaimFindings(claims: readonly ClaimDiff[]): Finding[] {
  return claims
    .filter(({ verdict }) => verdict === 'finding-changed')
    .map(({ id, number, outcome, checks }) => {
      const flipped = checks
        .filter(({ holds }) => holds.base !== null && holds.head !== null)
        .filter(({ holds }) => holds.base !== holds.head)
        .map(({ statement, holds }) => `now ${holds.head ? 'holds' : 'fails'}: ${statement}`);
      const what =
        outcome.base === outcome.head
          ? `still ${sayOutcome(outcome.head!)}, but in another part`
          : `${sayOutcome(outcome.base!)} → ${sayOutcome(outcome.head!)}`;
      return {
        kind: 'claim',
        subject: id,
        model: null,
        sentence: [`Observation ${number}: ${what}.`, ...flipped.map(capitalise)].join(' '),
      };
    });
}

function judgeClaim(pair: Pair<Claim>): ClaimDiff['verdict'] {
  const { base, head } = pair;
  if (!base) return 'added';
  if (!head) return 'removed';
  if (JSON.stringify(base) === JSON.stringify(head)) return 'identical';
  const checks = matchChecks(pair);
  if (base.outcome !== head.outcome || checks.some(changesOutcome)) return 'finding-changed';
  return checks.every(isNoise) ? 'numeric-noise' : 'changed';
}

function matchChecks({ base, head }: Pair<Claim>): Pair<ClaimCheck>[] {
  return matchByName(base?.checks ?? [], head?.checks ?? [], ({ id }) => id);
}

function matchValues({ base, head }: Pair<ClaimCheck>): Pair<MeasuredValue>[] {
  return matchByName(base?.values ?? [], head?.values ?? [], ({ name }) => name);
}

function changesOutcome({ base, head }: Pair<ClaimCheck>): boolean {
  return base !== undefined && head !== undefined && base.holds !== head.holds;
}

function isNoise(pair: Pair<ClaimCheck>): boolean {
  if (!pair.base || !pair.head || pair.base.rule !== pair.head.rule) return false;
  return matchValues(pair).every(({ base, head }) => {
    if (!base || !head || base.n !== head.n || base.unit !== head.unit) return false;
    return base.unit === 'share'
      ? isCloseShare(base.value, head.value)
      : isClose(base.value, head.value);
  });
}

function describeCheck(pair: Pair<ClaimCheck>): ClaimDiff['checks'][number] {
  const { id, statement, rule } = (pair.head ?? pair.base)!;
  return {
    id,
    statement,
    rule,
    holds: readBoth(pair.base, pair.head, ({ holds }) => holds),
    values: matchValues(pair).map(({ name, base, head }) => ({
      name,
      unit: (head ?? base)!.unit,
      ...readBoth(base, head, ({ value }) => value),
    })),
  };
}

function sayOutcome(outcome: Claim['outcome']): string {
  return outcome.replaceAll('-', ' ');
}
