import { describe, expect, test } from 'vitest';
import { computeLuminance, measureClaims } from '@layerprint/core';
import type { ClaimMeasurements } from '@layerprint/core';
import { ClaimSchema } from '@layerprint/core/schemas/claim';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import {
  createStream,
  drawActivations,
  sampleActivationDistribution,
  SAMPLE_IMAGE,
  sampleGrid,
  samplePixelDistribution,
  sampleProbabilities,
} from '../figures/sample-data.ts';

const FROG = [0, 0, 0, 0.05, 0, 0, 0.95, 0, 0, 0];
const UNSURE = [0, 0, 0.125, 0.5, 0.125, 0, 0.25, 0, 0, 0];

/** Maps that repeat the picture's luminance, each with as much noise of its own as is said. */
function drawFirstLayer(noise: number, seed: number, model: ModelName) {
  const next = createStream(seed);
  const luminance = computeLuminance(SAMPLE_IMAGE, 8);
  const middle = 0.5;
  const activations = Float32Array.from({ length: 8 * 8 * 16 }, (_, at) => {
    const signal = middle + (luminance[Math.floor(at / 16)]! - middle) * 4;
    return Math.max(0, signal * (1 - noise) + next() * noise);
  });
  return sampleGrid(activations, 8, model, 'conv2d_1');
}

/** Two models as the article sees them; anything may be replaced. */
function drawMeasurements(specimens = 1): ClaimMeasurements {
  const activations = (seed: number) => ({
    benchmark: drawActivations(1024, 0.7, seed),
    dummy: drawActivations(1024, 0.3, seed + 1).map((value) => value ** 1.5),
  });
  return {
    specimens: Array.from({ length: specimens }, (_, i) => {
      const { benchmark, dummy } = activations(20 + 2 * i);
      return {
        conv2d_1: {
          benchmark: drawFirstLayer(0.9, 10 + i, 'benchmark'),
          dummy: drawFirstLayer(0.1, 50 + i, 'dummy'),
        },
        conv2d_6: { benchmark: sampleGrid(benchmark, 8, 'benchmark'), dummy: sampleGrid(dummy, 8) },
        distribution: sampleActivationDistribution(benchmark, dummy),
        probabilities: sampleProbabilities(FROG, UNSURE),
      };
    }),
    validation: {
      ...sampleActivationDistribution(activations(90).benchmark, activations(90).dummy),
      over: '999 validation images',
    },
    pixels: samplePixelDistribution(SAMPLE_IMAGE.map((byte) => byte - Math.min(byte, 25))),
  };
}

/** The same with the models' parts exchanged. */
function swapModels(measurements: ClaimMeasurements): ClaimMeasurements {
  const swap = <T>({ benchmark, dummy }: Readonly<Record<ModelName, T>>) => ({
    benchmark: dummy,
    dummy: benchmark,
  });
  const swapSeries = (data: ClaimMeasurements['validation']) => ({
    ...data,
    series: data.series.map((series, i) => ({
      ...data.series[1 - i]!,
      name: series.name,
    })),
  });
  return {
    ...measurements,
    validation: swapSeries(measurements.validation),
    specimens: measurements.specimens.map((specimen) => ({
      conv2d_1: swap(specimen.conv2d_1),
      conv2d_6: swap(specimen.conv2d_6),
      distribution: swapSeries(specimen.distribution),
      probabilities: sampleProbabilities(UNSURE, FROG),
    })),
  };
}

const outcomes = (measurements: ClaimMeasurements) =>
  measureClaims(measurements).map(({ outcome }) => outcome);

function findCheck(measurements: ClaimMeasurements, id: string) {
  const checks = measureClaims(measurements).flatMap((claim) => claim.checks);
  return checks.find((check) => check.id === id)!;
}

describe('measureClaims', () => {
  test('gives six claims in order that fit their schema', () => {
    const claims = measureClaims(drawMeasurements(3));
    expect(claims.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const claim of claims) expect(ClaimSchema.parse(claim)).toEqual(claim);
    const ids = claims.flatMap((claim) => [claim.id, ...claim.checks.map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('holds them all for models that are as the article says', () => {
    expect(outcomes(drawMeasurements())).toEqual(new Array(6).fill('holds'));
  });

  test('fails them for models that are the other way round', () => {
    expect(outcomes(swapModels(drawMeasurements()))).toEqual([
      'fails',
      'holds-in-part',
      'fails',
      'holds',
      'holds',
      'fails',
    ]);
  });

  test('holds nothing that compares models between a model and itself', () => {
    const { specimens, ...rest } = drawMeasurements();
    const [specimen] = specimens as [ClaimMeasurements['specimens'][number]];
    const dead = new Float32Array(1024);
    const same = {
      ...rest,
      validation: sampleActivationDistribution(dead, dead),
      specimens: [
        {
          ...specimen,
          conv2d_1: { benchmark: specimen.conv2d_1.dummy, dummy: specimen.conv2d_1.dummy },
          distribution: sampleActivationDistribution(dead, dead),
          probabilities: sampleProbabilities(FROG, FROG),
        },
      ],
    };
    const comparing = measureClaims(same)
      .flatMap(({ checks }) => checks)
      .filter(({ rule }) => /(benchmark|dummy) [<>] (dummy|benchmark)/.test(rule));
    expect(comparing).toHaveLength(9);
    expect(comparing.every(({ holds }) => !holds)).toBe(true);
  });

  test('measures dead layers without NaN', () => {
    const { specimens, ...rest } = drawMeasurements(2);
    const dead = sampleGrid(new Float32Array(1024), 8);
    const claims = measureClaims({
      ...rest,
      specimens: specimens.map((specimen) => ({
        ...specimen,
        conv2d_1: { benchmark: dead, dummy: dead },
        conv2d_6: { benchmark: dead, dummy: dead },
        distribution: sampleActivationDistribution(new Float32Array(4), new Float32Array(4)),
      })),
    });
    for (const claim of claims) expect(ClaimSchema.parse(claim)).toEqual(claim);
  });

  test('says n and, over several specimens, mean and spread beside the main one', () => {
    const one = findCheck(drawMeasurements(1), 'first-layer-likeness').values;
    expect(one.map(({ name, n, spread }) => [name, n, spread])).toEqual([
      ['benchmark', 16, null],
      ['dummy', 16, null],
    ]);
    const three = drawMeasurements(3);
    const { values } = findCheck(three, 'certainty-dummy-fuzzy');
    expect(values.map(({ name, n }) => [name, n])).toEqual([
      ['benchmark', 10],
      ['benchmark, mean over specimens', 3],
      ['dummy', 10],
      ['dummy, mean over specimens', 3],
    ]);
    expect(values[3]).toMatchObject({
      value: 1.75,
      spread: { standardDeviation: 0, n: 3, over: 'specimens' },
    });
  });

  test('decides on the main specimen, whatever the companions say', () => {
    const right = drawMeasurements(1).specimens;
    const wrong = swapModels(drawMeasurements(3)).specimens;
    const mixed = { ...drawMeasurements(), specimens: [...right, ...wrong] };
    expect(outcomes(mixed)).toEqual(new Array(6).fill('holds'));
  });

  test('refuses to measure on nothing', () => {
    expect(() => measureClaims({ ...drawMeasurements(), specimens: [] })).toThrow(
      expect.objectContaining({ code: 'no-specimen' }),
    );
  });
});

describe('the numbers behind the checks', () => {
  test('likeness is the mean over maps that vary, a negative as like as a print', () => {
    const luminance = computeLuminance(SAMPLE_IMAGE, 8);
    const activations = Float32Array.from({ length: 64 * 3 }, (_, at) => {
      const light = luminance[Math.floor(at / 3)]!;
      return [light, 1 - light, 0][at % 3]!;
    });
    const grid = sampleGrid(activations, 8);
    const { specimens, ...rest } = drawMeasurements();
    const check = findCheck(
      { ...rest, specimens: [{ ...specimens[0]!, conv2d_6: { benchmark: grid, dummy: grid } }] },
      'last-layer-likeness',
    );
    expect(check.values[0]).toMatchObject({ value: expect.closeTo(1, 5), n: 2 });
    expect(check.holds).toBe(false);
  });

  test('redundancy is the mean over all pairs of maps that vary', () => {
    const maps = 4;
    const base = drawActivations(64, 0, 5);
    const activations = new Float32Array(64 * maps);
    // Map 0 and its mirror correlate at −1; map 2 is dead; map 3 is flat.
    for (let place = 0; place < 64; place++) {
      activations.set([base[place]!, 10 - base[place]!, 0, 1], place * maps);
    }
    const grid = sampleGrid(activations, 8);
    const { specimens, ...rest } = drawMeasurements();
    const check = findCheck(
      { ...rest, specimens: [{ ...specimens[0]!, conv2d_1: { benchmark: grid, dummy: grid } }] },
      'first-layer-redundancy',
    );
    expect(check.values[0]).toMatchObject({ value: expect.closeTo(1, 5), n: 1 });
  });

  test('the tail is the 99th percentile over the median, above zero, and minds neither scale nor zeros', () => {
    const tail = (benchmark: Float32Array) =>
      findCheck(
        { ...drawMeasurements(), validation: sampleActivationDistribution(benchmark, benchmark) },
        'concentration-tail-validation',
      ).values[0]!;
    const values = drawActivations(50_000, 0, 8);
    const exponential = Math.log(100) / Math.LN2;
    expect(tail(values).value).toBeCloseTo(exponential, 0);
    expect(tail(values.map((value) => value * 4)).value).toBe(tail(values).value);
    expect(tail(Float32Array.of(...values.subarray(0, 500), ...new Float32Array(900)))).toEqual(
      tail(values.slice(0, 500)),
    );
  });

  test.each([
    [102, true],
    [89, false],
    [90, true],
    [114, true],
    [116, false],
  ])('a median of %d / 255 is around 0.4: %s', (byte, holds) => {
    const pixels = samplePixelDistribution(new Uint8Array(3072).fill(byte));
    expect(findCheck({ ...drawMeasurements(), pixels }, 'pixels-middle').holds).toBe(holds);
  });

  test('a long tail of pixels is not symmetric, equal pixels are', () => {
    const symmetric = (pixels: Uint8Array) =>
      findCheck(
        { ...drawMeasurements(), pixels: samplePixelDistribution(pixels) },
        'pixels-symmetry',
      ).holds;
    expect(symmetric(new Uint8Array(3072).map((_, at) => (at % 10 === 0 ? 255 : 0)))).toBe(false);
    expect(symmetric(new Uint8Array(3072).map((_, at) => (at % 10 === 0 ? 0 : 255)))).toBe(false);
    expect(symmetric(new Uint8Array(3072).fill(7))).toBe(true);
  });

  test('the gain of information is the entropy that goes away over the same 32 bins', () => {
    // Pixels on two bins: 1 bit. Activations: half zeros and half in the last bin: 1 bit; all zeros: 0.
    const pixels = samplePixelDistribution(new Uint8Array(3072).map((_, at) => (at % 2 ? 255 : 0)));
    const { specimens, ...rest } = drawMeasurements();
    const distribution = sampleActivationDistribution(Float32Array.of(0, 1), new Float32Array(2));
    const measurements = { ...rest, pixels, specimens: [{ ...specimens[0]!, distribution }] };
    const gain = (model: ModelName) => findCheck(measurements, `information-gain-${model}`);
    expect(gain('benchmark').values.map(({ value }) => value)).toEqual([1, 1, 0]);
    expect(gain('benchmark').holds).toBe(false);
    expect(gain('dummy').values.map(({ value }) => value)).toEqual([1, 0, 1]);
    expect(gain('dummy').holds).toBe(true);
  });

  test.each([
    [0.9, true],
    [0.89, false],
  ])('a probability of %d is sure: %s', (probability, holds) => {
    const { specimens, ...rest } = drawMeasurements();
    const benchmark = [1 - probability, 0, 0, 0, 0, 0, probability, 0, 0, 0];
    const probabilities = sampleProbabilities(benchmark, UNSURE);
    const measurements = { ...rest, specimens: [{ ...specimens[0]!, probabilities }] };
    expect(findCheck(measurements, 'certainty-benchmark').holds).toBe(holds);
  });
});

test('rules and statements do not change with what is measured', () => {
  const words = (measurements: ClaimMeasurements) =>
    measureClaims(measurements).map(({ sentence, checks }) => [
      sentence,
      checks.map(({ statement, rule }) => [statement, rule]),
    ]);
  expect(words(swapModels(drawMeasurements(2)))).toEqual(words(drawMeasurements(3)));
});
