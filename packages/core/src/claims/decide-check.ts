import { capitalise, countNoun } from '../figures/wording.ts';
import type {
  CheckVerdict,
  ClaimCheck,
  MeasuredValue,
  OverImages,
  Tally,
} from '../schemas/claim.ts';
import type { ModelName } from '../schemas/scalars.ts';
import { computeQuantile } from '../statistics/summary.ts';
import { isAtChance, STANDARD_ERRORS } from './conditions.ts';
import { lookAt } from './measurements.ts';
import type { ClaimMeasurements, Subject } from './measurements.ts';

/** A check before anything is measured: a rule about one image. */
export interface CheckRule extends Pick<
  ClaimCheck,
  'id' | 'statement' | 'measure' | 'rule' | 'decidedOn'
> {
  /** The models that it looks at; none where no network enters. */
  readonly models: readonly ModelName[];
  /** The layer that it looks at, where it does. */
  readonly layer?: string;
  /** What is measured on an image; null is undefined. */
  readonly series: readonly {
    readonly name: string;
    readonly unit: string;
    readonly read: (image: Subject) => number | null;
  }[];
  /** Whether the rule holds on an image; null where it is undefined. */
  readonly holds: (image: Subject) => boolean | null;
  /** Why no network could fail it, as a sentence; it counts as long as the untrained twins pass too. */
  readonly whyItCannotFail?: string;
}

/** Decides a check: over all validation images, unless it is about the specimen's own pixels. */
export function decideCheck(rule: CheckRule, measurements: ClaimMeasurements): ClaimCheck {
  const { id, statement, measure, decidedOn } = rule;
  const specimens = lookAt(measurements.specimens, 'trained');
  const validation = lookAt(measurements.validation, 'trained');
  const untrained = lookAt(measurements.validation, 'untrained');
  const chance = lookAt(measurements.validation, 'chance');
  const looksAtNetworks = rule.models.length > 0;
  const tallies = {
    specimens: tally(rule, specimens),
    validation: tally(rule, validation),
    untrained: looksAtNetworks ? tally(rule, untrained) : null,
    chance: looksAtNetworks ? dropEmpty(tally(rule, chance)) : null,
  };
  const specimen = sayOfImage(rule.holds(specimens[0]!));
  const decision =
    decidedOn === 'specimen'
      ? decideOnSpecimen(specimen)
      : decideOverImages(rule, tallies.validation, tallies.untrained, measurements);
  return {
    id,
    statement,
    measure,
    rule: rule.rule,
    decidedOn,
    ...decision,
    specimen,
    ...tallies,
    measured: rule.series.map(({ name, unit, read }): MeasuredValue => ({
      name,
      unit,
      specimen: read(specimens[0]!),
      validation: summarise(validation.map(read)),
      untrained: looksAtNetworks ? summarise(untrained.map(read)) : null,
      chance: tallies.chance ? summarise(chance.map(read)) : null,
    })),
  };
}

/**
 * Whether a rule holds on most images: on more than half of those on which it is defined, by more than two
 * standard errors of a share, or on less than half by as much.
 */
export function decideTally({ holds, of, undefined: leftOut }: Tally): CheckVerdict {
  if (leftOut >= of) return 'undecided';
  const excess = holds - of / 2;
  const standardError = Math.sqrt(of) / 2;
  if (Math.abs(excess) <= STANDARD_ERRORS * standardError) return 'undecided';
  return excess > 0 ? 'holds' : 'fails';
}

type Decision = Pick<ClaimCheck, 'verdict' | 'reason'>;

function decideOnSpecimen(specimen: ClaimCheck['specimen']): Decision {
  if (specimen !== 'undefined') return { verdict: specimen, reason: null };
  return { verdict: 'undecided', reason: 'What it measures is undefined on the specimen.' };
}

function decideOverImages(
  rule: CheckRule,
  validation: Tally,
  untrained: Tally | null,
  { models }: ClaimMeasurements,
): Decision {
  const collapsed = explainCollapse(rule, models);
  if (collapsed !== null) return { verdict: 'undecided', reason: collapsed };
  const verdict = decideTally(validation);
  if (verdict === 'undecided') return { verdict, reason: explainUndecided(validation) };
  const twinsPass = untrained !== null && decideTally(untrained) === 'holds';
  if (rule.whyItCannotFail !== undefined && verdict === 'holds' && twinsPass) {
    return { verdict: 'cannot-fail', reason: rule.whyItCannotFail };
  }
  return { verdict, reason: null };
}

/** What a network that has collapsed shows says nothing about networks. */
function explainCollapse(
  { models, layer }: CheckRule,
  states: ClaimMeasurements['models'],
): string | null {
  const atChance = models.find((model) => isAtChance(states[model]));
  if (atChance) return `The ${atChance} is no better than guessing, so nothing in it decides.`;
  const dead = models.find((model) => layer && states[model].deadLayers.includes(layer));
  return dead ? `${capitalise(layer!)} of the ${dead} is dead, so it decides nothing.` : null;
}

function explainUndecided({ of, undefined: leftOut }: Tally): string {
  if (leftOut < of)
    return 'The images are divided: the share is within two standard errors of one half.';
  return `What it measures is undefined on ${countNoun(leftOut, 'image')} of ${of + leftOut}.`;
}

function tally({ holds }: CheckRule, images: readonly Subject[]): Tally {
  const answers = images.map(holds);
  const defined = answers.filter((answer) => answer !== null);
  return {
    holds: defined.filter(Boolean).length,
    of: defined.length,
    undefined: answers.length - defined.length,
  };
}

function dropEmpty(counted: Tally): Tally | null {
  return counted.of === 0 ? null : counted;
}

function sayOfImage(holds: boolean | null): ClaimCheck['specimen'] {
  if (holds === null) return 'undefined';
  return holds ? 'holds' : 'fails';
}

function summarise(values: readonly (number | null)[]): OverImages | null {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  if (sorted.length === 0) return null;
  return {
    median: computeQuantile(sorted, 0.5),
    lowerQuartile: computeQuantile(sorted, 0.25),
    upperQuartile: computeQuantile(sorted, 0.75),
  };
}
