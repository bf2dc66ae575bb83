import type { ClaimCheck, OverImages, Tally } from '../schemas/claim.ts';
import type { AnyOutcome } from './outcome-words.ts';

/** A number of a check, with a name that is the only one of its kind in the check. */
export interface CheckNumber {
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
}

/** Lists every number of a check, for whoever compares two checks or remembers one. */
export function listCheckNumbers(check: ClaimCheck): CheckNumber[] {
  return [
    ...listTally('validation images', check.validation),
    ...listTally('specimens', check.specimens),
    ...listTally('validation images, untrained', check.untrained),
    ...listTally('validation images, chance', check.chance),
    ...check.measured.flatMap(({ name, unit, specimen, validation, untrained, chance }) => [
      { name: `${name}, specimen`, unit, value: specimen },
      ...listOverImages(name, unit, validation),
      ...listOverImages(`${name}, untrained`, unit, untrained),
      ...listOverImages(`${name}, chance`, unit, chance),
    ]),
  ];
}

/** How many checks of a claim hold, of those that a network could fail. */
export function countHolds(checks: readonly { readonly verdict: AnyOutcome }[]): {
  readonly holds: number;
  readonly of: number;
} {
  const counted = checks.filter(({ verdict }) => verdict !== 'cannot-fail' && verdict !== 'pixels');
  return {
    holds: counted.filter(({ verdict }) => verdict === 'holds').length,
    of: counted.length,
  };
}

function listTally(over: string, tally: Tally | null): CheckNumber[] {
  const count = (name: string, value: number | null) => ({ name, unit: '', value });
  return [
    count(`${over} on which it holds`, tally?.holds ?? null),
    count(`${over} on which it is defined`, tally?.of ?? null),
    count(`${over} on which it is undefined`, tally?.undefined ?? null),
  ];
}

function listOverImages(name: string, unit: string, over: OverImages | null): CheckNumber[] {
  return [
    { name: `${name}, median`, unit, value: over?.median ?? null },
    { name: `${name}, lower quartile`, unit, value: over?.lowerQuartile ?? null },
    { name: `${name}, upper quartile`, unit, value: over?.upperQuartile ?? null },
  ];
}
