import type { DistributionData } from '../schemas/figure-data.ts';
import { findSeries } from './distribution.ts';
import type { FigureText } from './figure.ts';
import { sayLaterActivation } from './later-activation.ts';
import { readModelName } from './model-reference.ts';
import { capitalise, countNoun, formatNumber, formatShare, joinWords } from './wording.ts';

/** Says in words how the activations of the models are distributed. */
export function describeActivationDistribution(data: DistributionData): FigureText {
  const { quantity, over } = data;
  const values = `${quantity}${sayLaterActivation(data.laterActivation)}`;
  const models = data.series.map(({ modelName, ...series }) => ({
    ...series,
    name: modelName ?? series.name,
  }));
  const shapes = models.map(({ name, summary, aboveZero, negativeFraction }) => {
    const rest = aboveZero
      ? `the values above zero have a median of ${formatNumber(aboveZero.quantiles.p50)}, a 99th ` +
        `percentile of ${formatNumber(aboveZero.quantiles.p99)} and a maximum of ` +
        formatNumber(aboveZero.quantiles.max)
      : 'there are no values above zero';
    const below =
      negativeFraction === undefined
        ? ''
        : `${formatShare(negativeFraction)} below it, down to ${formatNumber(summary.quantiles.min)}, `;
    return `${capitalise(name)}: ${formatShare(summary.zeroFraction)} are zero, ${below}${rest}.`;
  });
  const isSigned = models.some(({ negativeFraction }) => negativeFraction !== undefined);
  const entropies = models.map(
    ({ name, summary }) => `${formatEntropy(summary.entropyBits)} (${name})`,
  );
  const apart = sayDivergence(data, models[0]!.name);
  const { n } = models[0]!.summary;
  const places = models.length > 2 ? ['Above', 'Below'] : ['Left', 'Right'];
  return {
    title: `Distribution of the ${quantity} for ${over}`,
    caption:
      `The ${values} for ${over}, ${countNoun(n, 'value')}${models.length > 1 ? ' from each model' : ''}. ${shapes.join(' ')} ` +
      `Short upright lines mark the 99th percentiles${isSigned ? ' of the values above zero' : ''}. ` +
      `Entropy over bins of a quarter of a model’s own standard deviation, zeros apart: ` +
      `${joinWords(entropies)}.${apart}`,
    alt:
      `Two charts of the ${values} for ${over}. ${places[0]}, bars: the share of zeros. ${places[1]}, one outline a ` +
      `model: the density of the values ${isSigned ? 'other than' : 'above'} zero. ${shapes.join(' ')}`,
  };
}

/** How far apart two models are, or the first of more and each of the others. */
function sayDivergence(
  { jensenShannonDivergenceBits: bits, divergences }: DistributionData,
  first: string,
): string {
  const name = 'Jensen–Shannon divergence';
  if (divergences) {
    const each = divergences.map((one) => `${formatDivergence(one.bits)} (${readModelName(one)})`);
    return ` ${name} from ${first} on such bins, of at most 1 bit: ${joinWords(each)}.`;
  }
  return bits === null
    ? ''
    : ` ${name} between the two on such bins: ${formatNumber(bits)} of at most 1 bit.`;
}

/** Says in words how an image's pixel values are distributed. */
export function describePixelDistribution(data: DistributionData): FigureText {
  const { over } = data;
  const { n, mean, quantiles, skewness, standardDeviation } = findSeries(data, 'all').summary;
  const channels = data.series.slice(1);
  const medians = channels.map(
    ({ name, summary }) => `${formatNumber(summary.quantiles.p50)} (${name})`,
  );
  const byChannel = channels.length === 0 ? '' : ` Median by channel: ${joinWords(medians)}.`;
  const whose =
    channels.length === 0
      ? `Histogram of the pixel values of ${over}, which is grey. `
      : `Histograms of the pixel values of ${over}: all channels together, then red, green and blue. Over all channels, `;
  const middle =
    `half of the values lie between ${formatNumber(quantiles.p25)} and ${formatNumber(quantiles.p75)}, ` +
    `around a median of ${formatNumber(quantiles.p50)}`;
  const lean = skewness === null ? 'undefined, all values being equal' : formatNumber(skewness);
  return {
    title: `Distribution of the ${data.quantity} of ${over}`,
    caption:
      `The ${countNoun(n, 'pixel value')} of ${over}, from 0 to 1: ${middle}. Mean ${formatNumber(mean)}, ` +
      `standard deviation ${formatNumber(standardDeviation)}, skewness ${lean}.${byChannel}`,
    alt:
      `${whose}${channels.length === 0 ? capitalise(middle) : middle}; the smallest is ` +
      `${formatNumber(quantiles.min)}, the largest ${formatNumber(quantiles.max)}.${byChannel}`,
  };
}

/** A divergence as a number; values that are all equal have no deviation to measure it in. */
export function formatDivergence(bits: number | null): string {
  return bits === null ? 'undefined' : formatNumber(bits);
}

/** An entropy in bits; values that are all equal have no deviation to measure it in. */
export function formatEntropy(entropyBits: number | null): string {
  return entropyBits === null ? 'undefined' : `${formatNumber(entropyBits)} bits`;
}
