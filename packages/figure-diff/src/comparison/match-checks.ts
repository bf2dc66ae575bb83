import { listCheckNumbers } from '@layerprint/core';
import type { CheckNumber } from '@layerprint/core';
import type { Claim, ClaimCheck } from '@layerprint/core/schemas/claim';
import { matchByName } from './data-comparison.ts';
import type { Likeness } from './likeness.ts';

/** A thing of both sides; one of them may be missing. */
export interface Pair<T> {
  readonly name: string;
  readonly base: T | undefined;
  readonly head: T | undefined;
}

/**
 * Matches the checks of a claim by what they are: an id, what is measured, the rule and on what it is
 * decided. One with another rule is another check, and what it gives is another number.
 */
export function matchChecks({ base, head }: Pair<Claim>): Pair<ClaimCheck>[] {
  return matchByName(base?.checks ?? [], head?.checks ?? [], ({ id, measure, rule, decidedOn }) =>
    JSON.stringify([id, measure, rule, decidedOn]),
  );
}

/** Matches the numbers of a check; what is measured on another specimen is another number. */
export function matchNumbers(
  { base, head }: Pair<ClaimCheck>,
  { isMainReplaced }: Likeness,
): Pair<CheckNumber>[] {
  const list = (check: ClaimCheck | undefined, side: string) =>
    (check ? listCheckNumbers(check) : []).map((one) =>
      isMainReplaced && one.name.endsWith(', specimen')
        ? { ...one, name: `${one.name} of the ${side}` }
        : one,
    );
  return matchByName(list(base, 'base'), list(head, 'head'), ({ name }) => name);
}

/** The names of what a check measures that are of a model which is another: "dummy − benchmark". */
export function listReplaced(check: ClaimCheck, { models }: Likeness): string[] {
  return check.measured
    .map(({ name }) => name)
    .filter((name) => [...models].some((model) => name.split(' ').includes(model)));
}
