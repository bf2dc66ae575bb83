import type { CheckRule } from './decide-check.ts';
import { listConcentrationRules, listFirstLayerRules, listLastLayerRules } from './layer-rules.ts';
import type { MeasuredRoles } from './measurements.ts';
import { CERTAINTY_RULES, listInformationGainRules, PIXEL_RULES } from './specimen-rules.ts';

/** One of the article's observations before anything is measured. */
export interface Observation {
  readonly id: string;
  /** What the article says it sees, in our words. */
  readonly sentence: string;
  readonly rules: readonly CheckRule[];
}

/** The article's observations, in its order, about the layers that were measured. */
export function listObservations(roles: MeasuredRoles): readonly Observation[] {
  return [
    {
      id: 'first-layer-processing',
      sentence: `In ${roles.first} the maps of the dummy are barely processed, recognisable and redundant; those of the benchmark are more processed.`,
      rules: listFirstLayerRules(roles),
    },
    {
      id: 'last-layer-unrecognisable',
      sentence: `In ${roles.last} the maps of both models are unrecognisable, and most of the pixels of the benchmark are black.`,
      rules: listLastLayerRules(roles),
    },
    {
      id: 'last-layer-concentration',
      sentence: `The benchmark discards more: its activations of ${roles.last} are more concentrated, those of the dummy have a longer tail.`,
      rules: listConcentrationRules(roles),
    },
    {
      id: 'pixels-symmetric',
      sentence: 'The pixel values of the specimen itself are spread symmetrically around 0.4.',
      rules: PIXEL_RULES,
    },
    {
      id: 'information-gain',
      sentence:
        'Going from the distribution of the pixels to that of the last activations is a gain of information.',
      rules: listInformationGainRules(roles),
    },
    {
      id: 'certainty',
      sentence:
        'The benchmark is sure of the right class; the dummy is fuzzy and its top class is wrong.',
      rules: CERTAINTY_RULES,
    },
  ];
}
