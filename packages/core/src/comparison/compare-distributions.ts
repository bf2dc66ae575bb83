import { capitalise, formatNumber } from '../figures/wording.ts';
import type { DistributionData } from '../schemas/figure-data.ts';
import { decideChange, matchByName, readBoth } from './data-comparison.ts';
import type { DataComparison } from './data-comparison.ts';
import {
  computeEarthMoversDistance,
  computeHistogramDivergenceBits,
} from './histogram-distance.ts';
import { isClose, isCloseShare, TOLERANCES } from './tolerances.ts';
import { formatChange, formatGain, joinParts } from './wording.ts';

type Series = DistributionData['series'][number];
type SeriesDiff = (DataComparison['data'] & { kind: 'distribution' })['series'][number];

/** Compares distributions series by series, whatever their bins. */
export function compareDistributions(
  base: DistributionData,
  head: DistributionData,
): DataComparison {
  const pairs = matchByName(base.series, head.series, ({ name }) => name);
  const series = pairs.map((pair) => measureSeries(pair.name, pair.base, pair.head));
  return {
    data: { kind: 'distribution', quantity: head.quantity, unit: head.unit, series },
    change: decideChange(
      pairs.map((pair, i) => ({
        isSame: JSON.stringify(pair.base) === JSON.stringify(pair.head),
        isNoise: isNoise(series[i]!),
      })),
    ),
    sentences: series.flatMap(saySeries),
    findings: [],
  };
}

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
 * Whether the values moved less than the tolerance, on average and relative to the largest. Counts alone
 * say less: a value beside an edge changes its bin for nothing.
 */
function isNoise({ n, histogram }: SeriesDiff): boolean {
  const { base, head, earthMoversDistance } = histogram;
  if (!base || !head || n.base !== n.head) return false;
  const size = Math.max(...[...base.binEdges, ...head.binEdges].map(Math.abs));
  return earthMoversDistance! <= TOLERANCES.relative * size;
}

function saySeries({ name, n, zeroFraction, mean, entropyBits, histogram }: SeriesDiff): string[] {
  const { base, head, jensenShannonDivergenceBits: divergence, earthMoversDistance } = histogram;
  const subject = capitalise(name);
  if (!base) return [`${subject}: only in the head.`];
  if (!head) return [`${subject}: only in the base.`];
  const parts = [
    ...(n.base === n.head ? [] : [`${formatChange(n.base!, n.head!)} values`]),
    ...(isCloseShare(zeroFraction.base!, zeroFraction.head!)
      ? []
      : [`zero fraction ${formatChange(zeroFraction.base!, zeroFraction.head!)}`]),
    ...(isClose(mean.base!, mean.head!) ? [] : [`mean ${formatChange(mean.base!, mean.head!)}`]),
    ...(isClose(entropyBits.base!, entropyBits.head!)
      ? []
      : [`entropy ${formatGain(entropyBits.head! - entropyBits.base!)} bits`]),
    ...(divergence! > 0
      ? [
          `Jensen–Shannon divergence ${formatNumber(divergence!)} bits, earth mover’s distance ${formatNumber(earthMoversDistance!)}`,
        ]
      : []),
  ];
  return joinParts(subject, parts);
}
