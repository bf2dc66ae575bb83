import {
  computeHistogram,
  computeMaximum,
  computeMinimum,
  computeMean,
  computeOwnEntropyBits,
  computeZeroFraction,
  formatNumber,
  formatShape,
  isDead,
} from '@layerprint/core';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';
import type { GridDiff } from '../kinds/activation-grid.ts';
import { decideChange, findGreatest, readBoth } from './data-comparison.ts';
import type { CompareKind, DataChange } from './data-comparison.ts';
import {
  computeEarthMoversDistance,
  computeHistogramDivergenceBits,
  dropDistances,
} from './histogram-distance.ts';
import { listFieldChanges } from './field-changes.ts';
import { compareValidation, sayValidation } from './compare-validation.ts';
import { computeRelativeError } from './relative-error.ts';
import { isClose, TOLERANCES } from './tolerances.ts';
import {
  formatChange,
  joinParts,
  nameSome,
  sayEntropy,
  sayMean,
  sayZeroFraction,
} from './wording.ts';

/** Bins from zero, or the smallest activation, to the largest of either side. */
const BINS = 32;

type ChannelDiff = GridDiff['channels'][number];
type Channel = ActivationGridData['channels'][number];

/**
 * Compares the activation maps of a layer, filter by filter. Filters are matched by number, which says
 * nothing where the model is another: then the maps as a whole stand beside each other, and no filter does.
 * A filter that is silent on one specimen is not dead: only what is zero on all validation images is
 * another finding, where these are the same images.
 */
export const compareGrids: CompareKind<ActivationGridData, GridDiff> = (base, head, likeness) => {
  const data = measureGrids(base, head);
  const maps = decideMaps(base, head, data);
  const scale = compareScales(base, head);
  const elsewhere = compareValidation(base, head);
  const change = findGreatest([maps, scale, elsewhere]);
  if (likeness.models.has(head.model)) {
    return { data: standApart(data), change, sentences: [], findings: [] };
  }
  const { wentDead, cameAlive, fellSilent, fires } = data;
  const switched = likeness.isValidationReplaced
    ? []
    : [
        ...(wentDead.length > 0 ? [`${nameSome('filter', wentDead)} went dead`] : []),
        ...(cameAlive.length > 0 ? [`${nameSome('filter', cameAlive)} came alive`] : []),
      ];
  const heard = [
    ...(fellSilent.length > 0 ? [`${nameSome('filter', fellSilent)} fell silent on it`] : []),
    ...(fires.length > 0 ? [`${nameSome('filter', fires)} no longer silent on it`] : []),
  ];
  const subject = `${head.layer}, ${head.model}, ${head.specimen}`;
  return {
    data: likeness.isValidationReplaced ? { ...data, wentDead: [], cameAlive: [] } : data,
    change,
    sentences: [
      ...(maps === 'none' ? [] : sayGrids(subject, data, [...switched, ...heard])),
      ...(elsewhere === 'none' ? [] : sayValidation(base, head, likeness)),
      ...(maps !== 'data' && scale === 'drawing' ? [sayScale(base, head)] : []),
    ],
    findings: joinParts(subject, switched).map((sentence) => ({
      kind: 'dead-filters',
      model: head.model,
      sentence,
    })),
  };
};

/** Leaves out what is said of single filters, which are others, and how far apart both sides are. */
function standApart({ histogram, ...data }: GridDiff): GridDiff {
  return {
    ...data,
    relativeError: null,
    worstFilter: null,
    wentDead: [],
    cameAlive: [],
    fellSilent: [],
    fires: [],
    channels: [],
    histogram: dropDistances(histogram),
  };
}

function decideMaps(
  base: ActivationGridData,
  head: ActivationGridData,
  { relativeError }: GridDiff,
): DataChange {
  return decideChange([
    {
      isSame: listFieldChanges([base.shape, base.maps], [head.shape, head.maps]).length === 0,
      isNoise: relativeError !== null && relativeError <= TOLERANCES.relative,
    },
  ]);
}

function measureGrids(base: ActivationGridData, head: ActivationGridData): GridDiff {
  const before = joinMaps(base);
  const after = joinMaps(head);
  const sameSize = base.shape.join() === head.shape.join();
  const min = Math.min(computeMinimum(before), computeMinimum(after));
  const max = Math.max(computeMaximum(before), computeMaximum(after));
  const bins = { binCount: BINS, min, max: max === min ? 1 : max, zerosApart: true };
  const histograms = {
    base: computeHistogram(before, bins),
    head: computeHistogram(after, bins),
  };
  const channels = compareChannels(base, head, before, after);
  return {
    kind: 'activation-grid',
    shape: { base: [...base.shape], head: [...head.shape] },
    zeroFraction: { base: computeZeroFraction(before), head: computeZeroFraction(after) },
    mean: { base: computeMean(before), head: computeMean(after) },
    max: { base: base.colourMaximum.layer, head: head.colourMaximum.layer },
    entropyBits: { base: computeOwnEntropyBits(before), head: computeOwnEntropyBits(after) },
    relativeError: sameSize ? computeRelativeError(before, after) : null,
    worstFilter: findWorst(channels),
    wentDead: listSwitched(base, head, isDead, ({ validation }) => validation.max),
    cameAlive: listSwitched(head, base, isDead, ({ validation }) => validation.max),
    fellSilent: listSwitched(base, head, isSilent, ({ max }) => max),
    fires: listSwitched(head, base, isSilent, ({ max }) => max),
    channels,
    histogram: {
      ...histograms,
      jensenShannonDivergenceBits: computeHistogramDivergenceBits(histograms.base, histograms.head),
      earthMoversDistance: computeEarthMoversDistance(histograms.base, histograms.head),
    },
  };
}

/** All maps, one after the other. */
function joinMaps({ maps }: ActivationGridData): Float64Array {
  const joined = new Float64Array(maps.reduce((length, map) => length + map.length, 0));
  let start = 0;
  for (const map of maps) {
    joined.set(map, start);
    start += map.length;
  }
  return joined;
}

function compareChannels(
  base: ActivationGridData,
  head: ActivationGridData,
  baseMaps: Float64Array,
  headMaps: Float64Array,
): ChannelDiff[] {
  const count = Math.max(base.channels.length, head.channels.length);
  return Array.from({ length: count }, (_, channel) => {
    const before = base.channels[channel];
    const after = head.channels[channel];
    return {
      channel,
      zeroFraction: readBoth(before, after, ({ zeroFraction }) => zeroFraction),
      mean: readBoth(before, after, ({ mean }) => mean),
      max: readBoth(before, after, ({ max }) => max),
      relativeError:
        before && after
          ? computeRelativeError(pickMap(base, baseMaps, channel), pickMap(head, headMaps, channel))
          : null,
    };
  });
}

/** A channel's map out of all of them. */
function pickMap({ shape }: ActivationGridData, maps: Float64Array, channel: number): Float64Array {
  const length = shape[0] * shape[1];
  return maps.subarray(channel * length, (channel + 1) * length);
}

function findWorst(channels: readonly ChannelDiff[]): GridDiff['worstFilter'] {
  let worst: GridDiff['worstFilter'] = null;
  for (const { channel, relativeError } of channels) {
    if (relativeError !== null && relativeError > (worst?.relativeError ?? 0)) {
      worst = { channel, relativeError };
    }
  }
  return worst;
}

/** Filters that are quiet in one grid, in some sense, and not in the other, beyond noise. */
function listSwitched(
  loud: ActivationGridData,
  quiet: ActivationGridData,
  isQuiet: (grid: ActivationGridData, channel: Channel) => boolean,
  read: (channel: Channel) => number,
): number[] {
  const noise = TOLERANCES.relative * Math.max(...loud.channels.map(read));
  return quiet.channels
    .filter((channel, i) => {
      const before = loud.channels[i];
      return isQuiet(quiet, channel) && before && !isQuiet(loud, before) && read(before) > noise;
    })
    .map(({ channel }) => channel);
}

function isSilent(_: ActivationGridData, { silent }: Channel): boolean {
  return silent;
}

function sayGrids(subject: string, data: GridDiff, switched: readonly string[]): string[] {
  const { shape, zeroFraction, mean, entropyBits, relativeError, worstFilter } = data;
  const parts = [
    ...(shape.base!.join() === shape.head!.join()
      ? []
      : [`maps ${formatShape(shape.base!)} → ${formatShape(shape.head!)}`]),
    ...sayZeroFraction(zeroFraction.base!, zeroFraction.head!),
    ...switched,
    ...sayEntropy(entropyBits.base, entropyBits.head),
    ...sayMean(mean.base!, mean.head!),
  ];
  const where = worstFilter
    ? `, the largest in filter ${worstFilter.channel}: ${formatNumber(worstFilter.relativeError)}`
    : '';
  return [
    ...joinParts(subject, parts),
    ...(relativeError === null
      ? []
      : [`Relative error over all maps ${formatNumber(relativeError)}${where}.`]),
  ];
}

/** The same maps may still be drawn otherwise, where the other model sets the scale of both. */
function compareScales(base: ActivationGridData, head: ActivationGridData): DataChange {
  const [before, after] = [base.colourMaximum.models, head.colourMaximum.models];
  if (before === after) return 'none';
  return isClose(before, after) ? 'noise' : 'drawing';
}

function sayScale(base: ActivationGridData, head: ActivationGridData): string {
  const scale = formatChange(base.colourMaximum.models, head.colourMaximum.models);
  return `The same maps; the colour scale that both models share now ends at another maximum: ${scale}.`;
}
