import { capitalise, countNoun, formatShare } from '../figures/wording.ts';
import type {
  CheckVerdict,
  ClaimCheck,
  MeasuredValue,
  OverImages,
  Tally,
} from '../schemas/claim.ts';
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
  readonly models: readonly string[];
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
  /** The share of images on more than which the rule has to hold; one half where it is absent. */
  readonly share?: number;
  /** Set where it is undefined on images on which there is nothing to compare, however many they are. */
  readonly leavesOutTies?: boolean;
  /** Set where it is about how good a model is, which a model that has collapsed does not leave open. */
  readonly judgesModels?: boolean;
  /** Why no network could fail it, as a sentence; it counts as long as the untrained twins pass too. */
  readonly whyItCannotFail?: string;
}

/** Decides a check on the images that it says: all validation images, all specimens, or the main one. */
export function decideCheck(rule: CheckRule, measurements: ClaimMeasurements): ClaimCheck {
  const { id, statement, measure, decidedOn } = rule;
  const specimens = lookAt(measurements.specimens, 'trained');
  const validation = lookAt(measurements.validation, 'trained');
  const untrained = lookAt(measurements.validation, 'untrained');
  const chance = lookAt(measurements.validation, 'chance');
  const looksAtNetworks = rule.models.length > 0;
  const hasTwins =
    looksAtNetworks && rule.models.every((model) => measurements.models[model]!.isLoaded !== true);
  const tallies = {
    specimens: tallyImages(rule, specimens),
    validation: tallyImages(rule, validation),
    untrained: hasTwins ? tallyImages(rule, untrained) : null,
    chance: looksAtNetworks ? dropEmpty(tallyImages(rule, chance)) : null,
  };
  const specimen = sayOfImage(rule.holds(specimens[0]!));
  const decision =
    decidedOn === 'specimen'
      ? decideOnSpecimen(rule, specimen, measurements)
      : decideOverImages(rule, tallies[decidedOn], tallies.untrained, measurements);
  return {
    id,
    statement,
    measure,
    rule: rule.rule,
    decidedOn,
    ...(rule.share !== undefined && { share: rule.share }),
    ...decision,
    specimen,
    ...tallies,
    measured: rule.series.map(({ name, unit, read }): MeasuredValue => ({
      name,
      unit,
      specimen: read(specimens[0]!),
      validation: summariseValues(validation.map(read)),
      untrained: hasTwins ? summariseValues(untrained.map(read)) : null,
      chance: tallies.chance ? summariseValues(chance.map(read)) : null,
    })),
  };
}

/**
 * Whether a rule holds on most images: on more than a share of those on which it is defined, by more than two
 * standard errors of that share, or on less by as much. Where it is undefined on half or more, neither.
 */
export function decideTally(
  { holds, of, undefined: leftOut }: Tally,
  { share = 0.5, leavesOutTies = false }: Pick<CheckRule, 'share' | 'leavesOutTies'> = {},
): CheckVerdict {
  if (of === 0 || (leftOut >= of && !leavesOutTies)) return 'undecided';
  const excess = holds - of * share;
  const standardError = Math.sqrt(of * share * (1 - share));
  if (Math.abs(excess) <= STANDARD_ERRORS * standardError) return 'undecided';
  return excess > 0 ? 'holds' : 'fails';
}

type Decision = Pick<ClaimCheck, 'verdict' | 'reason'>;

function decideOnSpecimen(
  rule: CheckRule,
  specimen: ClaimCheck['specimen'],
  { models }: ClaimMeasurements,
): Decision {
  const collapsed = explainCollapse(rule, models);
  if (collapsed !== null) return { verdict: 'undecided', reason: collapsed };
  if (specimen !== 'undefined') return { verdict: specimen, reason: null };
  return { verdict: 'undecided', reason: 'What it measures is undefined on the specimen.' };
}

function decideOverImages(
  rule: CheckRule,
  images: Tally,
  untrained: Tally | null,
  { models }: ClaimMeasurements,
): Decision {
  const collapsed = explainCollapse(rule, models);
  if (collapsed !== null) return { verdict: 'undecided', reason: collapsed };
  const verdict = decideTally(images, rule);
  if (verdict === 'undecided') return { verdict, reason: explainUndecided(rule, images) };
  const twinsPass = untrained !== null && decideTally(untrained, rule) === 'holds';
  if (rule.whyItCannotFail !== undefined && verdict === 'holds' && twinsPass) {
    return { verdict: 'cannot-fail', reason: rule.whyItCannotFail };
  }
  return { verdict, reason: null };
}

/** What a network that has collapsed shows says nothing about networks. */
function explainCollapse(
  { models, layer, judgesModels = false }: CheckRule,
  states: ClaimMeasurements['models'],
): string | null {
  if (judgesModels) return null;
  const atChance = models.find((model) => isAtChance(states[model]!));
  if (atChance)
    return `The ${states[atChance]!.name} is no better than guessing, so nothing in it decides.`;
  const dead = models.find((model) => layer && states[model]!.deadLayers.includes(layer));
  return dead
    ? `${capitalise(layer!)} of the ${states[dead]!.name} is dead, so it decides nothing.`
    : null;
}

function explainUndecided(
  { share, leavesOutTies }: CheckRule,
  { of, undefined: leftOut }: Tally,
): string {
  if (of > 0 && (leftOut < of || leavesOutTies)) {
    const limit = share === undefined ? 'one half' : formatShare(share);
    return `The images are divided: the share is within two standard errors of ${limit}.`;
  }
  return `What it measures is undefined on ${countNoun(leftOut, 'image')} of ${of + leftOut}.`;
}

/** On how many images a rule holds, of those on which it is defined. */
export function tallyImages({ holds }: CheckRule, images: readonly Subject[]): Tally {
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

/** What a rule says of one image, in a word. */
export function sayOfImage(holds: boolean | null): ClaimCheck['specimen'] {
  if (holds === null) return 'undefined';
  return holds ? 'holds' : 'fails';
}

/** Of the numbers that are defined; null where none is. */
export function summariseValues(values: readonly (number | null)[]): OverImages | null {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  if (sorted.length === 0) return null;
  return {
    median: computeQuantile(sorted, 0.5),
    lowerQuartile: computeQuantile(sorted, 0.25),
    upperQuartile: computeQuantile(sorted, 0.75),
  };
}
