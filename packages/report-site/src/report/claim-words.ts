import {
  countHolds,
  countNoun,
  decideTally,
  formatCount,
  formatPoints,
  formatShare,
  joinWords,
  PIXELS,
} from '@layerprint/core';
import type { Claim, ClaimCheck, Tally } from '@layerprint/core/schemas/claim';

/** Says how strongly a check holds or fails: on how many images, beside the untrained twins and chance. */
export function describeStrength(check: ClaimCheck, specimen: string): string[] {
  const { validation, specimens, untrained, chance, decidedOn } = check;
  const images = countNoun(validation.of, 'validation image');
  const onSpecimen = {
    holds: `on ${specimen}, and`,
    fails: `not on ${specimen}, but`,
    undefined: `without meaning on ${specimen}, but`,
  }[check.specimen];
  const main =
    decidedOn === 'specimen'
      ? `It is about ${specimen} alone. Each by its own pixels, it holds for ${sayShare(validation)} of ${images} and for ${formatCount(specimens.holds)} of ${countNoun(specimens.of, 'specimen')}.`
      : `It holds on ${sayShare(validation)} of ${images}${sayMargin(check)}; ${onSpecimen} on ${formatCount(specimens.holds)} of ${countNoun(specimens.of, 'specimen')}.`;
  return [
    main,
    ...(validation.undefined > 0
      ? [`Left out, where it has no meaning: ${countNoun(validation.undefined, 'image')}.`]
      : []),
    ...(untrained ? [sayUntrained(untrained)] : sayNoTwin(check)),
    ...(chance
      ? [`With another image in the place of its own it would hold on ${sayShare(chance)}.`]
      : []),
  ];
}

/** "2 of 3", of the checks that a network could fail. */
export function sayPart({ checks }: { readonly checks: Parameters<typeof countHolds>[0] }): string {
  const { holds, of } = countHolds(checks);
  return `${holds} of ${of}`;
}

/** How far the checks bear a claim out that a network could have failed, where they decide. */
const BORNE_OUT = {
  holds: 'in full',
  'holds-in-part': 'in part',
  fails: 'not at all',
} as const satisfies Record<Exclude<Claim['outcome'], 'cannot-fail' | 'undecided'>, string>;

/** Says what the outcomes of all claims come to, without counting as equal what is not. */
export function summariseClaims(claims: readonly Claim[]): string[] {
  const counted = claims.filter(
    ({ restsOn, outcome }) => restsOn === 'networks' && outcome !== 'cannot-fail',
  );
  const list = (outcome: Claim['outcome']) =>
    counted.filter((claim) => claim.outcome === outcome).length;
  const parts = Object.entries(BORNE_OUT).map(
    ([outcome, words]) => `${list(outcome as keyof typeof BORNE_OUT)} ${words}`,
  );
  const undecided = list('undecided');
  return [
    `Of the ${counted.length} that a network could have failed, the checks bear out ${joinWords(parts)}${undecided > 0 ? `, and leave ${undecided} undecided` : ''}.`,
    ...sayNumbers(
      claims.filter(({ restsOn }) => restsOn === 'pixels'),
      'rests on the picture’s own pixels alone: no network enters.',
      'rest on the picture’s own pixels alone: no network enters.',
    ),
    ...sayNumbers(
      claims.filter(({ outcome }) => outcome === 'cannot-fail'),
      'is one that no network could fail.',
      'are such that no network could fail them.',
    ),
  ];
}

function sayNumbers(claims: readonly Claim[], one: string, many: string): string[] {
  if (claims.length === 0) return [];
  const numbers = joinWords(claims.map(({ number }) => String(number)));
  return [
    claims.length === 1 ? `Observation ${numbers} ${one}` : `Observations ${numbers} ${many}`,
  ];
}

/** A check that a model with weights from a file is in has no untrained twins; that of pixels needs none. */
function sayNoTwin({ measured }: ClaimCheck): string[] {
  if (measured.every(({ name }) => name === PIXELS)) return [];
  return ['There is no untrained twin of weights from a file to set beside it.'];
}

function sayUntrained(untrained: Tally): string {
  const share = sayShare(untrained);
  return decideTally(untrained) === 'holds'
    ? `Untrained networks pass it too, on ${share}: it says nothing of training.`
    : `By the untrained networks it holds on ${share}.`;
}

function sayShare({ holds, of }: Tally): string {
  return of === 0 ? 'none' : formatShare(holds / of);
}

/** By how much a check is on its side of one half. */
function sayMargin({ validation: { holds, of } }: ClaimCheck): string {
  if (of === 0) return '';
  const excess = holds / of - 0.5;
  return `, ${formatPoints(Math.abs(excess))} ${excess < 0 ? 'less' : 'more'} than half`;
}
