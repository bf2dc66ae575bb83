import { describe, expect, test } from 'vitest';
import {
  computePixelDistributionData,
  ACTIVATION_BINS,
  CHART_WIDTH,
  describeActivationDistribution,
  describePixelDistribution,
  findSeries,
  tabulateDistribution,
  specifyActivationDistribution,
} from '@layerprint/core';
import { DistributionDataSchema } from '@layerprint/core/schemas/figure-data';
import {
  drawActivations,
  SAMPLE_IMAGE,
  sampleActivationDistribution,
  sampleChartsOf,
  sampleDistributionOf,
  samplePixelDistribution,
} from './sample-data.ts';

describe('computeActivationDistributionData', () => {
  test('fits its schema', () => {
    const data = sampleActivationDistribution();
    expect(DistributionDataSchema.parse(data)).toEqual(data);
  });

  test('has both models on the same bins, from 0 to the largest of both, zeros apart', () => {
    const benchmark = Float32Array.of(0, 0, 1, 2);
    const dummy = Float32Array.of(0, 4, 4, 1);
    const { series } = sampleActivationDistribution(benchmark, dummy);
    expect(series.map(({ name }) => name)).toEqual(['benchmark', 'dummy']);
    const [first, second] = series.map(({ histogram }) => histogram);
    expect(first!.binEdges).toEqual(second!.binEdges);
    expect(first!.binEdges).toHaveLength(ACTIVATION_BINS + 1);
    expect([first!.binEdges[0], first!.binEdges.at(-1)]).toEqual([0, 4]);
    expect([first!.zeroCount, second!.zeroCount]).toEqual([2, 1]);
    expect(second!.counts.at(-1)).toBe(2);
  });

  test('summarises the values above zero by themselves', () => {
    const { series } = sampleActivationDistribution(
      Float32Array.of(0, 0, 1, 2),
      Float32Array.of(3),
    );
    expect(series[0]!.summary).toMatchObject({ n: 4, zeroFraction: 0.5, mean: 0.75 });
    expect(series[0]!.aboveZero).toMatchObject({
      n: 2,
      zeroFraction: 0,
      mean: 1.5,
      entropyBits: 1,
      quantiles: { min: 1, p50: 1.5, max: 2 },
    });
  });

  test('measures each model in its own unit: the other’s changes nothing, nor does its own', () => {
    const [benchmark, dummy] = [drawActivations(1024, 0.6, 1), drawActivations(1024, 0.4, 2)];
    const measures = (factor: number, other: number) => {
      const { series, jensenShannonDivergenceBits } = sampleActivationDistribution(
        benchmark.map((value) => value * factor),
        dummy.map((value) => value * other),
      );
      return [
        jensenShannonDivergenceBits,
        ...series.map(({ summary, aboveZero }) => [summary.entropyBits, aboveZero!.entropyBits]),
      ];
    };
    expect(measures(0.5, 8)).toEqual(measures(1, 1));
    expect(measures(1, 1)[0]).toBeGreaterThan(0);
  });

  test('has the divergence of two models by itself, and of more the first with each other', () => {
    const [one, two, three] = [1, 2, 3].map((seed) => drawActivations(1024, seed / 5, seed));
    const between = (first: Float32Array, other: Float32Array) =>
      sampleDistributionOf({ first, other }).jensenShannonDivergenceBits;
    const dead = new Float32Array(1024);
    const data = sampleDistributionOf({ one: one!, two: two!, three: three!, dead });
    expect(DistributionDataSchema.parse(data)).toEqual(data);
    expect(data.jensenShannonDivergenceBits).toBeNull();
    expect(data.divergences).toEqual([
      { model: 'two', bits: between(one!, two!) },
      { model: 'three', bits: between(one!, three!) },
      { model: 'dead', bits: null },
    ]);
    expect(between(one!, two!)).toBeGreaterThan(0);
    const { caption } = describeActivationDistribution(data);
    expect(caption).toMatch(
      /Jensen–Shannon divergence from the one one on such bins, of at most 1 bit: 0\.\d+ \(two\), 0\.\d+ \(three\) and undefined \(dead\)\.$/,
    );
    for (const models of [{ one: one! }, { one: one!, two: two! }]) {
      expect(sampleDistributionOf(models)).not.toHaveProperty('divergences');
    }
  });

  test('of dead models is all zeros, without NaN', () => {
    const data = sampleActivationDistribution(new Float32Array(4), new Float32Array(4));
    expect(DistributionDataSchema.parse(data)).toEqual(data);
    expect(data.series[0]).toMatchObject({
      aboveZero: null,
      summary: { zeroFraction: 1, entropyBits: null },
    });
    expect(data.series[0]!.histogram.binEdges.at(-1)).toBe(1);
  });

  test('of activations below zero too has bins for them, and says their share', () => {
    const signed = Float32Array.of(-2, -1, 0, 1);
    const data = sampleActivationDistribution(signed, Float32Array.of(0, 0, 3, 6));
    expect(DistributionDataSchema.parse(data)).toEqual(data);
    const [one, other] = data.series;
    expect([one!.histogram.binEdges[0], one!.histogram.binEdges.at(-1)]).toEqual([-2, 6]);
    expect(one).toMatchObject({ negativeFraction: 0.5, summary: { zeroFraction: 0.25 } });
    expect(one!.aboveZero!.n).toBe(1);
    expect(other).not.toHaveProperty('negativeFraction');
    const { caption, alt } = describeActivationDistribution(data);
    expect(caption).toContain(
      'Benchmark: 25.0% are zero, 50.0% below it, down to −2, the values above',
    );
    expect(alt).toContain('the density of the values other than zero');
    const chart = JSON.stringify(specifyActivationDistribution(data, 'light'));
    expect(chart).toContain('Values other than zero');
    expect(chart).toContain('benchmark: 99% of those above zero below 1');
  });

  test('of activations that are all below zero has bins up to zero', () => {
    const data = sampleActivationDistribution(Float32Array.of(-1, -1), Float32Array.of(-3, -1));
    expect(data.series[0]!.histogram.binEdges.at(-1)).toBe(0);
    expect(JSON.stringify(specifyActivationDistribution(data, 'light'))).toContain(
      'benchmark: nothing above zero',
    );
  });
});

describe('computePixelDistributionData', () => {
  test('fits its schema', () => {
    const data = samplePixelDistribution();
    expect(DistributionDataSchema.parse(data)).toEqual(data);
  });

  test('has all channels, then each by itself', () => {
    const pixels = new Uint8Array(3072).map((_, at) => [255, 51, 0][at % 3]!);
    const { series, jensenShannonDivergenceBits } = samplePixelDistribution(pixels);
    expect(series.map(({ name, summary }) => [name, summary.n, summary.mean])).toEqual([
      ['all', 3072, expect.closeTo(0.4, 7)],
      ['red', 1024, 1],
      ['green', 1024, expect.closeTo(0.2, 7)],
      ['blue', 1024, 0],
    ]);
    expect(jensenShannonDivergenceBits).toBeNull();
  });

  test('adds the channels up to all of them, bin by bin', () => {
    const [all, ...channels] = samplePixelDistribution().series.map(
      ({ histogram }) => histogram.counts,
    );
    expect(all).toEqual(
      all!.map((_, bin) => channels.reduce((sum, counts) => sum + counts[bin]!, 0)),
    );
    expect(all!.reduce((sum, count) => sum + count, 0)).toBe(SAMPLE_IMAGE.length);
  });

  test('refuses what is no image', () => {
    expect(() => samplePixelDistribution(new Uint8Array(3))).toThrow(
      expect.objectContaining({ code: 'wrong-shape' }),
    );
  });
});

test('findSeries names what is missing', () => {
  expect(() => findSeries(samplePixelDistribution(), 'benchmark')).toThrow(
    expect.objectContaining({
      code: 'series-missing',
      message: 'The distribution pixels has no series benchmark.',
    }),
  );
});

describe('describeActivationDistribution', () => {
  test('gives n, zeros, the rest, entropies and the divergence', () => {
    const text = describeActivationDistribution(
      sampleActivationDistribution(Float32Array.of(0, 0, 1, 2), Float32Array.of(0, 3, 3, 3)),
    );
    expect(text.title).toBe('Distribution of the activations of conv2d_6 for the specimen frog-4');
    expect(text.caption).toContain(
      '4 values from each model. Benchmark: 50.0% are zero, the values above zero have a median of 1.50,',
    );
    expect(text.caption).toContain('Dummy: 25.0% are zero');
    expect(text.caption).toContain(
      'Entropy over bins of a quarter of a model’s own standard deviation, zeros apart: 1.50 bits (benchmark) and 0.811 bits (dummy).',
    );
    expect(text.caption).toMatch(
      /Jensen–Shannon divergence between the two on such bins: 0\.\d+ of at most 1 bit\.$/,
    );
    expect(text.alt).toContain('Left, bars: the share of zeros.');
  });

  test('says so where nothing is above zero', () => {
    const dead = sampleActivationDistribution(new Float32Array(4), drawActivations(4, 0, 1));
    expect(describeActivationDistribution(dead).caption).toContain(
      'Benchmark: 100% are zero, there are no values above zero.',
    );
    expect(describeActivationDistribution(dead).caption).toMatch(
      /zeros apart: undefined \(benchmark\) and [\d.]+ bits \(dummy\)\.$/,
    );
  });
});

describe('describePixelDistribution', () => {
  test('gives n, the middle half, mean, spread and skewness', () => {
    const pixels = new Uint8Array(3072).map((_, at) => [0, 102, 204][at % 3]!);
    const { caption, alt } = describePixelDistribution(samplePixelDistribution(pixels));
    expect(caption).toContain('The 3,072 pixel values of the specimen frog-4, from 0 to 1');
    expect(caption).toContain('around a median of 0.400');
    expect(caption).toContain('Median by channel: 0 (red), 0.400 (green) and 0.800 (blue).');
    expect(alt).toContain('the largest 0.800');
  });

  test('says so where there is no skewness', () => {
    const { caption } = describePixelDistribution(samplePixelDistribution(new Uint8Array(3072)));
    expect(caption).toContain('skewness undefined, all values being equal');
  });
});

test('tabulateDistribution has the zeros, then a row a bin, for every series', () => {
  const { columns, rows } = tabulateDistribution(
    sampleActivationDistribution(Float32Array.of(0, 0, 64), Float32Array.of(1)),
  );
  expect(rows).toHaveLength(2 * (1 + ACTIVATION_BINS));
  expect(rows[0]).toEqual(['benchmark', 0, 0, 2, '']);
  expect(rows[1]).toEqual(['benchmark', 0, 1, 0, 0]);
  expect(rows[64]).toEqual(['benchmark', 63, 64, 1, 1 / 3]);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(tabulateDistribution(samplePixelDistribution()).rows).toHaveLength(4 * 32);
});

test('of a grey image is one series, and said to be grey', () => {
  const pixels = Uint8Array.from({ length: 64 }, (_, at) => at * 4);
  const data = computePixelDistributionData({
    figure: 'pixels',
    over: 'the specimen seven-4',
    image: { height: 8, width: 8, channels: 1, pixels },
  });
  expect(data.series.map(({ name, summary }) => [name, summary.n])).toEqual([['all', 64]]);
  const { caption, alt } = describePixelDistribution(data);
  expect(caption).not.toContain('Median by channel');
  expect(alt).toMatch(
    /^Histogram of the pixel values of the specimen seven-4, which is grey\. Half of/,
  );
  expect(tabulateDistribution(data).rows).toHaveLength(32);
});

test('the legend of many models has the width of the chart, so that a long name leaves room for its number', () => {
  const draw = (count: number) =>
    JSON.stringify(specifyActivationDistribution(sampleChartsOf(count).distribution, 'light'));
  expect(draw(3)).toContain(`"labelLimit":${CHART_WIDTH}`);
  expect(draw(2)).not.toContain(`"labelLimit":${CHART_WIDTH}`);
});
