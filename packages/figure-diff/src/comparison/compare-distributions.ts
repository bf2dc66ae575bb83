import type { Tolerances } from '../schemas/diff.ts';
import { capitalise, formatNumber } from '@layerprint/core';
import type { DistributionData } from '@layerprint/core/schemas/figure-data';
import type { DistributionDiff } from '../kinds/distribution.ts';
import { decideChange, matchByName, readBoth } from './data-comparison.ts';
import type { CompareKind } from './data-comparison.ts';
import {
  computeEarthMoversDistance,
  computeHistogramDivergenceBits,
  dropDistances,
} from './histogram-distance.ts';
import { formatChange, joinParts, sayEntropy, sayMean, sayZeroFraction } from './wording.ts';

type Series = DistributionData['series'][number];
type SeriesDiff = DistributionDiff['series'][number];

/** Compares distributions series by series, whatever their bins. Those of another model stand beside each other. */
export const compareDistributions: CompareKind<DistributionData, DistributionDiff> = (
  base,
  head,
  { models, tolerances },
) => {
  const pairs = matchByName(base.series, head.series, ({ name }) => name);
  const measured = pairs.map((pair) => measureSeries(pair.name, pair.base, pair.head));
  const isReplaced = ({ name }: SeriesDiff) => [...models].some((model) => model === name);
  const series = measured.map((one) =>
    isReplaced(one) ? { ...one, histogram: dropDistances(one.histogram) } : one,
  );
  return {
    data: { kind: 'distribution', quantity: head.quantity, unit: head.unit, series },
    change: decideChange(
      pairs.map((pair, i) => ({
        isSame: haveSameMeasures(pair.base, pair.head),
        isNoise: isNoise(pair.base, pair.head, measured[i]!, tolerances),
      })),
    ),
    sentences: series.flatMap((one, i) => {
      const { base: before, head: after } = pairs[i]!;
      const isRebinned = models.size > 0 && haveSameMeasures(before, after);
      return isReplaced(one) || isRebinned ? [] : saySeries(one, tolerances);
    }),
    findings: [],
  };
};

function measureSeries(
  name: string,
  base: Series | undefined,
  head: Series | undefined,
): SeriesDiff {
  const before = base?.histogram;
  const after = head?.histogram;
  const measure = (distance: typeof computeEarthMoversDistance) =>
    before && after ? distance(before, after) : null;
  return {
    name,
    n: readBoth(base, head, ({ summary }) => summary.n),
    zeroFraction: readBoth(base, head, ({ summary }) => summary.zeroFraction),
    mean: readBoth(base, head, ({ summary }) => summary.mean),
    entropyBits: readBoth(base, head, ({ summary }) => summary.entropyBits),
    histogram: {
      base: before ?? null,
      head: after ?? null,
      jensenShannonDivergenceBits: measure(computeHistogramDivergenceBits),
      earthMoversDistance: measure(computeEarthMoversDistance),
    },
  };
}

/**
 * Whether the values are the same up to the tolerance, relative to the largest. Mean, spread and quantiles
 * tell, being exact; the counts only have to agree to the width of a bin, since a value beside an edge
 * changes its bin for nothing.
 */
function isNoise(
  base: Series | undefined,
  head: Series | undefined,
  { histogram }: SeriesDiff,
  { relative }: Tolerances,
): boolean {
  if (!head || base?.summary.n !== head.summary.n) return false;
  const before = listMeasures(base.summary);
  const after = listMeasures(head.summary);
  const size = Math.max(...[...before, ...after].map(Math.abs));
  const { binEdges } = base.histogram;
  const binWidth = binEdges[1]! - binEdges[0]!;
  return (
    histogram.earthMoversDistance! < binWidth &&
    before.every((value, i) => Math.abs(after[i]! - value) <= relative * size)
  );
}

/** Whether nothing differs of what is exact. The bins and what is made from them are compared by themselves. */
function haveSameMeasures(base: Series | undefined, head: Series | undefined): boolean {
  if (!head || base?.summary.n !== head.summary.n) return false;
  const after = listMeasures(head.summary);
  return listMeasures(base.summary).every((value, i) => value === after[i]);
}

function listMeasures({ mean, standardDeviation, quantiles }: Series['summary']): number[] {
  return [mean, standardDeviation, ...Object.values(quantiles)];
}

function saySeries(
  { name, n, zeroFraction, mean, entropyBits, histogram }: SeriesDiff,
  tolerances: Tolerances,
): string[] {
  const { base, head, jensenShannonDivergenceBits: divergence, earthMoversDistance } = histogram;
  const subject = capitalise(name);
  if (!base) return [`${subject}: only in the head.`];
  if (!head) return [`${subject}: only in the base.`];
  const parts = [
    ...(n.base === n.head ? [] : [`${formatChange(n.base!, n.head!)} values`]),
    ...sayZeroFraction(zeroFraction.base!, zeroFraction.head!, tolerances),
    ...sayMean(mean.base!, mean.head!, tolerances),
    ...sayEntropy(entropyBits.base, entropyBits.head, tolerances),
    ...(divergence! > 0
      ? [
          `Jensen–Shannon divergence ${formatNumber(divergence!)} bits, earth mover’s distance ${formatNumber(earthMoversDistance!)}`,
        ]
      : []),
  ];
  return joinParts(subject, parts);
}
