import { pickChannel, readActivations } from '../figures/activations.ts';
import type { MeasuredLayer } from '../measured.ts';
import { correlateStandardised, standardise } from '../statistics/correlation.ts';
import { computeEntropyBits } from '../statistics/entropy.ts';
import type { MeasuredValues } from '../statistics/measured-values.ts';
import { nameSize } from './measure-picture.ts';
import type { PreparedPicture } from './measure-picture.ts';

/** What a network gives for one image, as far as the claims look at it. */
export interface NetworkOutputs {
  readonly first: MeasuredLayer;
  readonly last: MeasuredLayer;
  /** Softmax outputs by label. */
  readonly probabilities: Float32Array;
}

/** The same, prepared for being compared with many images. */
export interface NetworkView {
  readonly outputs: NetworkOutputs;
  readonly first: PreparedMaps;
  readonly last: PreparedMaps;
}

/** The maps that vary, standardised, and what their size is called. */
interface PreparedMaps {
  readonly size: string;
  readonly maps: readonly Float64Array[];
}

/** What is measured on one image; null is undefined. None of it changes with the unit of a layer. */
export interface NetworkMeasures {
  /** How often a map follows its own picture more than another: 0.5 is chance, 1 always. */
  readonly firstRecognisability: number | null;
  readonly lastRecognisability: number | null;
  /** Mean absolute correlation of two maps of the first layer. */
  readonly firstRedundancy: number | null;
  /** Share of the last layer's values that are zero. */
  readonly lastZeros: number | null;
  /** Entropy of the last layer's values, in bits, over bins of a quarter of their standard deviation. */
  readonly lastEntropyBits: number | null;
  /** 99th percentile over median of the last layer's values above zero. */
  readonly lastTail: number | null;
  /** Probability of the true class, and whether it is the largest, the first of equals. */
  readonly trueProbability: number | null;
  readonly isRight: boolean | null;
  /** Entropy of the class probabilities, in bits. */
  readonly answerEntropyBits: number | null;
}

/** Standardises the maps of what a network gives for an image. */
export function prepareView(outputs: NetworkOutputs): NetworkView {
  return { outputs, first: prepareMaps(outputs.first), last: prepareMaps(outputs.last) };
}

/**
 * Measures what a network gives for an image.
 *
 * @param picture The image itself.
 * @param others Other images, which the maps are to follow less.
 * @param label The image's class.
 */
export function measureNetwork(
  { outputs, first, last }: NetworkView,
  picture: PreparedPicture,
  others: readonly PreparedPicture[],
  label: number,
): NetworkMeasures {
  const { measured } = outputs.last;
  return {
    firstRecognisability: measureRecognisability(first, picture, others),
    lastRecognisability: measureRecognisability(last, picture, others),
    firstRedundancy: measureRedundancy(first, first),
    lastZeros: measured.zeroFraction(),
    lastEntropyBits: measured.entropyBits(),
    lastTail: measureTail(measured),
    ...measureAnswer(outputs.probabilities, label),
    answerEntropyBits: computeEntropyBits(outputs.probabilities),
  };
}

/**
 * Measures the same with another image in the place of the image's own: what chance alone would give.
 * What looks at one image alone has no chance and is null.
 *
 * @param next What the network gives for that other image.
 * @param others Images, the first of which is that other image.
 */
export function measureChance(
  { first, last }: NetworkView,
  next: NetworkView,
  others: readonly PreparedPicture[],
  label: number,
): NetworkMeasures {
  const [another, ...rest] = others;
  return {
    firstRecognisability: another ? measureRecognisability(first, another, rest) : null,
    lastRecognisability: another ? measureRecognisability(last, another, rest) : null,
    firstRedundancy: measureRedundancy(first, next.first),
    lastZeros: null,
    lastEntropyBits: null,
    lastTail: null,
    ...measureAnswer(next.outputs.probabilities, label),
    answerEntropyBits: null,
  };
}

function prepareMaps(layer: MeasuredLayer): PreparedMaps {
  const activations = readActivations(layer);
  const [height, width, channels] = activations.shape;
  const maps: Float64Array[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const map = standardise(pickChannel(activations, channel));
    if (map) maps.push(map);
  }
  return { size: nameSize([height, width]), maps };
}

/**
 * The share of pairs of a map and another image in which the map correlates more with its own picture,
 * either way; ties count half.
 */
function measureRecognisability(
  { size, maps }: PreparedMaps,
  picture: PreparedPicture,
  others: readonly PreparedPicture[],
): number | null {
  const own = picture.get(size);
  const varying = others.flatMap((other) => other.get(size) ?? []);
  if (!own || maps.length * varying.length === 0) return null;
  let wins = 0;
  for (const map of maps) {
    const likeness = Math.abs(correlateStandardised(map, own));
    for (const other of varying) {
      const chance = Math.abs(correlateStandardised(map, other));
      wins += likeness > chance ? 1 : likeness === chance ? 0.5 : 0;
    }
  }
  return wins / (maps.length * varying.length);
}

/** Mean absolute correlation of a map with the later ones of `others`; over pairs of one image, each pair once. */
function measureRedundancy(one: PreparedMaps, others: PreparedMaps): number | null {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < one.maps.length; i++) {
    for (let j = i + 1; j < others.maps.length; j++) {
      sum += Math.abs(correlateStandardised(one.maps[i]!, others.maps[j]!));
      pairs++;
    }
  }
  return pairs === 0 ? null : sum / pairs;
}

function measureTail(measured: MeasuredValues): number | null {
  const above = measured.aboveZero();
  return above && above.quantile(0.99) / above.quantile(0.5);
}

/** The probability of a class, and whether it is the largest, the first of equals. */
function measureAnswer(probabilities: Float32Array, label: number) {
  const largest = Math.max(...probabilities);
  return {
    trueProbability: probabilities[label]!,
    isRight: probabilities.indexOf(largest) === label,
  };
}
