import { describe, expect, test } from 'vitest';
import type { OpenedFigure } from '@layerprint/artifacts';
import type { ChannelOverImages } from '@layerprint/core';
import { compareReports } from '../../src/comparison/index.ts';
import type { DataDiff } from '../../src/schemas/figure-diff.ts';
import type { Layer } from '@layerprint/core/schemas/layer';
import { SAMPLE_INPUTS, type SampleInputs } from '../../../artifacts/tests/sample-artifacts.ts';
import { compareData } from '../../src/comparison/compare-data.ts';
import { ALL_ALIKE } from './all-alike.ts';
import { readModels, sampleOfModels } from './sample-of-models.ts';
import { sampleSide } from './sample-sides.ts';

const ACTIVATIONS = SAMPLE_INPUTS.activations;

/** Compares one figure of two sample reports. */
function compare<K extends DataDiff['kind']>(
  id: string,
  _kind: K,
  head: Partial<SampleInputs>,
  base: Partial<SampleInputs> = {},
) {
  const diff = compareReports({
    profile: 'sample',
    base: sampleSide('main', base),
    head: sampleSide('HEAD', head),
  });
  const { verdict, sentences, data } = diff.figures.find((figure) => figure.id === id)!;
  return {
    verdict,
    sentences,
    data: data as DataDiff & { kind: K },
    findings: diff.findings.map(({ sentence }) => sentence),
  };
}

describe('a grid', () => {
  const compareGrid = (head: number[], base = ACTIVATIONS) =>
    compare(
      'activations-conv2d_6-dummy-frog-4',
      'activation-grid',
      { activations: head },
      {
        activations: base,
      },
    );

  /** Filter 1 does other things on the validation images, and the same on the specimen. */
  const compareElsewhere = (
    head: ChannelOverImages,
    base: ChannelOverImages = { silentImages: 3, max: 0.75 },
  ) => {
    const make = (second: ChannelOverImages) => ({
      overValidation: { images: 19, channels: [{ silentImages: 0, max: 5 }, second] },
    });
    return compare('activations-conv2d_6-dummy-frog-4', 'activation-grid', make(head), make(base));
  };

  test('is measured over all maps and filter by filter', () => {
    // Filter 0 stays 1, 2, 1, 4; filter 1 goes from 0, 0.5, 0, 0.5 to 0, 1, 0, 0.
    const { verdict, data, sentences } = compareGrid([1, 0, 2, 1, 1, 0, 4, 0]);
    expect(verdict).toBe('changed');
    expect(data).toMatchObject({
      shape: { base: [2, 2, 2], head: [2, 2, 2] },
      zeroFraction: { base: 0.25, head: 0.375 },
      mean: { base: 1.125, head: 1.125 },
      max: { base: 4, head: 4 },
      wentDead: [],
      cameAlive: [],
      fellSilent: [],
      fires: [],
      worstFilter: { channel: 1, relativeError: 1 },
    });
    expect(data.relativeError).toBeCloseTo(Math.sqrt(0.5 / 22.5), 12);
    expect(data.channels.map(({ relativeError }) => relativeError)).toEqual([0, 1]);
    expect(sentences).toEqual([
      'conv2d_6, dummy, frog-4: zero fraction 0.250 → 0.375; entropy −0.439 bits.',
      'Relative error over all maps 0.149, the largest in filter 1: 1.',
    ]);
  });

  test('carries the histograms of both sides on the same bins, and how far they are apart', () => {
    const { data } = compareGrid([1, 0, 2, 1, 1, 0, 4, 0]);
    const { base, head, jensenShannonDivergenceBits, earthMoversDistance } = data.histogram;
    expect(base!.binEdges).toEqual(head!.binEdges);
    expect([base!.zeroCount, head!.zeroCount]).toEqual([2, 3]);
    // One value of eight goes from 0.5 to 1 and another from 0.5 to 0.
    expect(earthMoversDistance).toBeCloseTo(1 / 8, 1);
    expect(jensenShannonDivergenceBits).toBeGreaterThan(0);
  });

  test('names the filters that fell silent on the specimen, which is no finding', () => {
    const silent = [1, 0, 2, 0, 1, 0, 4, 0];
    const fell = compareGrid(silent);
    expect(fell).toMatchObject({ verdict: 'changed', findings: [] });
    expect(fell.data).toMatchObject({ fellSilent: [1], fires: [], wentDead: [], cameAlive: [] });
    expect(fell.sentences[0]).toContain('filter 1 fell silent on it');
    const fires = compareGrid(ACTIVATIONS, silent);
    expect(fires.data).toMatchObject({ fellSilent: [], fires: [1], wentDead: [], cameAlive: [] });
    expect(fires.sentences[0]).toContain('filter 1 no longer silent on it');
  });

  test('names the filters that went dead and those that came alive, on all validation images', () => {
    const went = compareElsewhere({ silentImages: 19, max: 0 });
    expect(went.verdict).toBe('finding-changed');
    expect(went.findings).toEqual(['conv2d_6, dummy, frog-4: filter 1 went dead.']);
    expect(went.data.wentDead).toEqual([1]);
    const came = compareElsewhere({ silentImages: 3, max: 1 }, { silentImages: 19, max: 0 });
    expect(came.findings).toEqual(['conv2d_6, dummy, frog-4: filter 1 came alive.']);
    expect(came.data.cameAlive).toEqual([1]);
  });

  test('does not take a filter for alive or heard whose largest value is noise', () => {
    const heard = compareGrid([1, 0, 2, 1e-6, 1, 0, 4, 0], [1, 0, 2, 0, 1, 0, 4, 0]);
    expect([heard.verdict, heard.data.fires]).toEqual(['numeric-noise', []]);
    const alive = compareElsewhere({ silentImages: 18, max: 1e-6 }, { silentImages: 19, max: 0 });
    expect([alive.verdict, alive.data.cameAlive]).toEqual(['changed', []]);
  });

  test('says what filters do on the validation images, where the specimen shows nothing', () => {
    expect(compareElsewhere({ silentImages: 7, max: 0.5 })).toMatchObject({
      verdict: 'changed',
      findings: [],
      sentences: [
        'Over the validation images, 1 filter differs, most of all filter 1: silent on 3 → 7 of them, maximum 0.750 → 0.500.',
      ],
    });
    expect(compareElsewhere({ silentImages: 3, max: 0.75 + 2 ** -20 }).verdict).toBe(
      'numeric-noise',
    );
  });

  test('has no relative error where nothing was above zero before', () => {
    const { verdict, data } = compareGrid(
      ACTIVATIONS,
      ACTIVATIONS.map(() => 0),
    );
    expect(data.relativeError).toBeNull();
    expect(data.fires).toEqual([0, 1]);
    expect(verdict).toBe('changed');
  });

  test('says when only the scale that both models share ends elsewhere', () => {
    const { verdict, sentences } = compare('activations-conv2d_6-dummy-frog-4', 'activation-grid', {
      modelsMaximum: 5,
    });
    expect(verdict).toBe('visual-only');
    expect(sentences).toEqual([
      'The same maps; the colour scale that both models share now ends at another maximum: 4 → 5.',
    ]);
  });
});

describe('a distribution', () => {
  const compareValues = (head: number[], base = SAMPLE_INPUTS.values) =>
    compare('distribution-conv2d_6', 'distribution', { values: head }, { values: base });

  test('is measured series by series, and says nothing of a series that stayed', () => {
    const { verdict, data, sentences } = compareValues([0, 0, 0, 1]);
    expect(verdict).toBe('changed');
    const [benchmark, dummy] = data.series;
    expect(benchmark!.histogram).toMatchObject({
      jensenShannonDivergenceBits: 0,
      earthMoversDistance: 0,
    });
    expect(dummy).toMatchObject({
      n: { base: 4, head: 4 },
      zeroFraction: { base: 0.5, head: 0.75 },
      mean: { base: 0.375, head: 0.25 },
    });
    // One value of four goes from the bin that starts at 0.5 to zero.
    expect(dummy!.histogram.earthMoversDistance).toBeCloseTo(0.25 * (0.5 + 0.5 / 64), 12);
    expect(sentences).toEqual([
      'Dummy: zero fraction 0.500 → 0.750; mean 0.375 → 0.250; entropy −0.689 bits; ' +
        'Jensen–Shannon divergence 0.143 bits, earth mover’s distance 0.127.',
    ]);
  });

  test('may have other bins on the two sides', () => {
    const { data } = compareValues([0, 0, 0.5, 4]);
    const { base, head, earthMoversDistance } = data.series[1]!.histogram;
    expect([base!.binEdges.at(-1), head!.binEdges.at(-1)]).toEqual([1, 4]);
    expect(earthMoversDistance).toBeCloseTo(0.75, 1);
  });

  test('is noise where values moved less than the tolerance, though one changed its bin', () => {
    const { verdict, data } = compareValues([0, 0, 0.5 - 2 ** -24, 1]);
    expect(data.series[1]!.histogram.jensenShannonDivergenceBits).toBeGreaterThan(0);
    expect(verdict).toBe('numeric-noise');
    expect(compareValues([0, 0, 0.5 - 2 ** -10, 1]).verdict).toBe('changed');
  });

  test('of another number of values is no noise', () => {
    const { verdict, sentences } = compareValues([0, 0, 0, 0, 0.5, 0.5, 1, 1]);
    expect(verdict).toBe('changed');
    expect(sentences).toEqual(['Dummy: 4 → 8 values.']);
    expect(compareValues([0.5], [0.5, 0.5]).verdict).toBe('changed');
  });
});

describe('a distribution of three models', () => {
  const [figure] = sampleOfModels(readModels('a1 b2 c3')).figures.filter(
    ({ id }) => id === 'distribution-conv2d_6',
  ) as Extract<OpenedFigure, { kind: 'distribution' }>[];
  const [, last] = figure!.data.divergences!;
  const withBits = (bits: number, data = figure!.data) => ({
    ...figure!,
    data: { ...data, divergences: [data.divergences![0]!, { ...last!, bits }] },
  });

  test('is another where only a divergence of it is', () => {
    const { change, sentences } = compareData(figure!, withBits(0.5), ALL_ALIKE)!;
    expect(change).toBe('data');
    expect(sentences).toEqual(['divergences.c.bits: 0 → 0.500.']);
  });

  test('tells a divergence by the values that it is made from, where these are others', () => {
    const [first, ...series] = figure!.data.series;
    const summary = { ...first!.summary, mean: first!.summary.mean * 2 };
    const data = { ...figure!.data, series: [{ ...first!, summary }, ...series] };
    const { sentences } = compareData(figure!, withBits(0.5, data), ALL_ALIKE)!;
    expect(sentences.join()).not.toContain('divergences');
  });
});

describe('class probabilities', () => {
  const compareProbabilities = (frog: number, ship: number) =>
    compare('probabilities', 'probabilities', {
      probabilities: [0, 0, 0, 0, 0, 0, frog, 0, ship, 0],
    });

  test('say which class is on top, before and after', () => {
    const { verdict, findings, sentences, data } = compareProbabilities(0.625, 0.375);
    expect(verdict).toBe('finding-changed');
    expect(findings).toEqual([
      'frog-4, softmax of the dummy: top class ship → frog, 0.750 → 0.625.',
    ]);
    expect(sentences).toEqual([
      'Softmax of the dummy: top class ship → frog, 0.750 → 0.625; 37.5% of the probability moved; entropy 0.811 → 0.954 bits.',
    ]);
    expect(data.models[1]).toMatchObject({
      topClass: { base: 'ship', head: 'frog' },
      topProbability: { base: 0.75, head: 0.625 },
      totalVariation: 0.375,
    });
  });

  test('are changed where the top class stays', () => {
    const { verdict, sentences } = compareProbabilities(0.125, 0.875);
    expect(verdict).toBe('changed');
    expect(sentences).toEqual([
      'Softmax of the dummy: ship 0.750 → 0.875; 12.5% of the probability moved; entropy 0.811 → 0.544 bits.',
    ]);
  });

  test('are noise where next to nothing moved, unless that changes the top class', () => {
    expect(compareProbabilities(0.25 + 2 ** -14, 0.75 - 2 ** -14).verdict).toBe('numeric-noise');
    const tie = { probabilities: [0, 0, 0, 0, 0, 0, 0.5, 0, 0.5, 0] };
    const other = { probabilities: [0, 0, 0, 0, 0, 0, 0.5 - 2 ** -14, 0, 0.5 + 2 ** -14, 0] };
    expect(compare('probabilities', 'probabilities', other, tie).verdict).toBe('finding-changed');
  });
});

describe('training curves', () => {
  test('say that another epoch was kept and training stopped elsewhere', () => {
    const { verdict, findings, data } = compare('training-loss', 'training-curves', {
      epochs: 5,
      bestEpoch: 4,
    });
    expect(verdict).toBe('finding-changed');
    expect(findings).toEqual(['The dummy: epoch kept 3 → 4; trained for 4 → 5 epochs.']);
    expect(data.models[1]).toMatchObject({
      bestEpoch: { base: 3, head: 4 },
      training: { base: [2, 1, 2 / 3, 0.5], head: [2, 1, 2 / 3, 0.5, 0.4] },
      partsAtEpoch: null,
    });
  });

  test('say nothing of a model whose curves stayed', () => {
    const { sentences } = compare('training-loss', 'training-curves', { epochs: 5 });
    expect(sentences).toEqual(['The dummy: trained for 4 → 5 epochs.']);
  });
});

describe('an architecture', () => {
  const layers = SAMPLE_INPUTS.layers;

  test('says which layers are new, which are gone, which are others, and what it adds up to', () => {
    const added: Layer = {
      name: 'conv2d_7',
      kind: 'convolution',
      kernel: [3, 3],
      stride: [1, 1],
      padding: 'same',
      activation: 'relu',
      outputShape: [8, 8, 16],
      parameters: 2320,
    };
    const head = [
      ...layers
        .filter(({ name }) => name !== 'pool_2')
        .map((layer) =>
          layer.name === 'conv2d_1'
            ? { ...layer, outputShape: [32, 32, 8], parameters: 224 }
            : layer,
        ),
      added,
    ];
    const { verdict, sentences, data } = compare('architecture', 'architecture', { layers: head });
    expect(verdict).toBe('changed');
    expect(sentences).toEqual([
      'conv2d_1: convolution, 3 × 3, ReLU, gives 32 × 32 × 16, 448 parameters → convolution, 3 × 3, ReLU, gives 32 × 32 × 8, 224 parameters.',
      'The layer pool_2 is gone: pooling, 2 × 2, gives 8 × 8 × 16, 0 parameters.',
      'New layer conv2d_7: convolution, 3 × 3, ReLU, gives 8 × 8 × 16, 2,320 parameters.',
      '54,106 → 56,202 parameters in all.',
    ]);
    expect(data.layers.at(-1)).toMatchObject({ name: 'conv2d_7', base: null });
  });

  test.each<[Partial<Extract<Layer, { kind: 'convolution' }>>, string]>([
    [{ kernel: [5, 5] }, '5 × 5, ReLU'],
    [{ kernel: [3, 1] }, '3 × 1, ReLU'],
    [{ stride: [2, 2] }, '3 × 3, stride 2 × 2, ReLU'],
    [{ padding: 'valid' }, '3 × 3, without padding, ReLU'],
  ])('says what a layer does otherwise: %j', (change, words) => {
    const head = layers.map((layer) =>
      layer.name === 'conv2d_3' && layer.kind === 'convolution' ? { ...layer, ...change } : layer,
    );
    const { verdict, sentences } = compare('architecture', 'architecture', { layers: head });
    expect(verdict).toBe('changed');
    expect(sentences).toEqual([
      `conv2d_3: convolution, 3 × 3, ReLU, gives 16 × 16 × 16, 2,320 parameters → convolution, ${words}, gives 16 × 16 × 16, 2,320 parameters.`,
    ]);
  });

  test('says when only the order is another one', () => {
    const { verdict, sentences } = compare('architecture', 'architecture', {
      layers: layers.toReversed(),
    });
    expect(verdict).toBe('changed');
    expect(sentences).toEqual(['The same layers, one after the other in another order.']);
  });
});

describe('a picture', () => {
  const changePixel = (by: number) =>
    SAMPLE_INPUTS.pixels.map((byte, i) => (i === 0 ? byte + by : byte));

  test('says which panel differs and by how much', () => {
    const { verdict, data, sentences } = compare('specimen', 'picture', {
      pixels: changePixel(100),
    });
    expect(verdict).toBe('changed');
    expect(data.panels).toHaveLength(1);
    expect(data.panels[0]!.relativeError).toBeGreaterThan(0);
    expect(sentences).toEqual([expect.stringMatching(/^Panel input: relative error 0\.\d+\.$/)]);
  });

  test('is noise below the tolerance', () => {
    const { verdict, sentences } = compare('specimen', 'picture', { pixels: changePixel(1) });
    expect(verdict).toBe('numeric-noise');
    expect(sentences[0]).toBe('All differences of the data are below the tolerances.');
  });
});
