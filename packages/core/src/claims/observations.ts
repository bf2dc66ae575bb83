import type { CheckRule } from './decide-check.ts';
import { FIRST_LAYER_RULES, LAST_LAYER_RULES, CONCENTRATION_RULES } from './layer-rules.ts';
import { CERTAINTY_RULES, INFORMATION_GAIN_RULES, PIXEL_RULES } from './specimen-rules.ts';

/** One of the article's observations before anything is measured. */
export interface Observation {
  readonly id: string;
  /** What the article says it sees, in our words. */
  readonly sentence: string;
  readonly rules: readonly CheckRule[];
}

/** The article's observations, in its order. */
export const OBSERVATIONS: readonly Observation[] = [
  {
    id: 'first-layer-processing',
    sentence:
      'In conv2d_1 the maps of the dummy are barely processed, recognisable and redundant; those of the benchmark are more processed.',
    rules: FIRST_LAYER_RULES,
  },
  {
    id: 'last-layer-unrecognisable',
    sentence:
      'In conv2d_6 the maps of both models are unrecognisable, and most of the pixels of the benchmark are black.',
    rules: LAST_LAYER_RULES,
  },
  {
    id: 'last-layer-concentration',
    sentence:
      'The benchmark discards more: its activations of conv2d_6 are more concentrated, those of the dummy have a longer tail.',
    rules: CONCENTRATION_RULES,
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
    rules: INFORMATION_GAIN_RULES,
  },
  {
    id: 'certainty',
    sentence:
      'The benchmark is sure of the right class; the dummy is fuzzy and its top class is wrong.',
    rules: CERTAINTY_RULES,
  },
];
