import {
  computeHistogram,
  computeMaximum,
  computeMean,
  computeMinimum,
  computeOwnEntropyBits,
  computeZeroFraction,
  isDead,
} from '@layerprint/core';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';
import type { Tolerances } from '../schemas/diff.ts';
import type { GridDiff } from '../kinds/activation-grid.ts';
import { readBoth } from './data-comparison.ts';
import {
  computeEarthMoversDistance,
  computeHistogramDivergenceBits,
} from './histogram-distance.ts';
import { computeRelativeError } from './relative-error.ts';

/** Bins from zero, or the smallest activation, to the largest of either side. */
const BINS = 32;

type ChannelDiff = GridDiff['channels'][number];
type Channel = ActivationGridData['channels'][number];

/** Measures how far apart two grids are, over all maps and filter by filter of one number. */
export function measureGrids(
  base: ActivationGridData,
  head: ActivationGridData,
  { relative }: Tolerances,
): GridDiff {
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
    wentDead: listSwitched(base, head, isDead, ({ validation }) => validation.max, relative),
    cameAlive: listSwitched(head, base, isDead, ({ validation }) => validation.max, relative),
    fellSilent: listSwitched(base, head, isSilent, ({ max }) => max, relative),
    fires: listSwitched(head, base, isSilent, ({ max }) => max, relative),
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
  relative: number,
): number[] {
  const noise = relative * Math.max(...loud.channels.map(read));
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
