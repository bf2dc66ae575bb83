import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computeLuminance,
  measureChance,
  measureNetwork,
  measureValues,
  preparePicture,
  viewNetwork,
} from '@layerprint/core';
import type { MeasuredLayer, PreparedPicture, Quantity } from '@layerprint/core';
import { createStream, drawActivations, imageOf } from '../figures/sample-data.ts';

const SIZE = 8;
const PIXELS = [1, 2, 3, 4, 5, 6].map(drawPixels);
const PICTURES = PIXELS.map((pixels) => preparePicture(imageOf(pixels), [[SIZE, SIZE]]));
const [OWN, ...OTHERS] = PICTURES as [PreparedPicture, ...PreparedPicture[]];
const ANSWER = Float32Array.of(0, 0.25, 0, 0.75, 0, 0, 0, 0, 0, 0);
const NOTHING = new Float32Array(SIZE * SIZE * 4);

function drawPixels(seed: number): Uint8Array {
  const next = createStream(seed);
  return Uint8Array.from({ length: 3072 }, () => next() * 256);
}

/** What a network gives for an image. */
interface NetworkOutputs {
  readonly first: MeasuredLayer;
  readonly last: MeasuredLayer;
  readonly probabilities: Float32Array;
}

const QUANTITIES: Quantity[] = [
  { measure: 'recognisability', layer: 'conv2d_1' },
  { measure: 'redundancy', layer: 'conv2d_1' },
  { measure: 'recognisability', layer: 'conv2d_6' },
  { measure: 'zeros', layer: 'conv2d_6' },
  { measure: 'negatives', layer: 'conv2d_6' },
  { measure: 'entropy', layer: 'conv2d_6' },
  { measure: 'tail', layer: 'conv2d_6' },
  { measure: 'skewness', layer: 'conv2d_6' },
  { measure: 'probability' },
  { measure: 'accuracy' },
  { measure: 'answer-entropy' },
];

/** A layer of maps, one after the other, each a function of the place. */
function makeLayer(layer: string, ...maps: ((place: number) => number)[]) {
  const activations = Float32Array.from({ length: SIZE * SIZE * maps.length }, (_, at) =>
    maps[at % maps.length]!(Math.floor(at / maps.length)),
  );
  return measureLayer(layer, activations);
}

function measureLayer(layer: string, activations: Float32Array): MeasuredLayer {
  const shape = [SIZE, SIZE, activations.length / SIZE ** 2];
  return { layer, shape, measured: measureValues(activations) };
}

function makeOutputs(changes: Partial<NetworkOutputs> = {}): NetworkOutputs {
  const random = drawActivations(SIZE * SIZE * 4, 0.5, 9);
  return {
    first: makeLayer('conv2d_1', ...[0, 1, 2, 3].map((c) => (at: number) => random[at * 4 + c]!)),
    last: measureLayer('conv2d_6', random),
    probabilities: ANSWER,
    ...changes,
  };
}

const viewsOf = ({ first, last, probabilities }: NetworkOutputs) => {
  const view = viewNetwork((layer) => (layer === 'conv2d_1' ? first : last), probabilities);
  return () => view;
};
const measureOutputs = (
  outputs: NetworkOutputs,
  picture = OWN,
  following: readonly PreparedPicture[] = OTHERS,
  label = 3,
) => measureNetwork(QUANTITIES, 'any', viewsOf(outputs), { picture, following, label });
const measure = (changes: Partial<NetworkOutputs>, label = 3) =>
  measureOutputs(makeOutputs(changes), OWN, OTHERS, label);
const luminanceOf = (image: number) => computeLuminance(imageOf(PIXELS[image]!), [SIZE, SIZE]);
const scaled = (outputs: NetworkOutputs, c: number, d: number): NetworkOutputs => ({
  ...outputs,
  first: scale(outputs.first, c),
  last: scale(outputs.last, d),
});
const scale = ({ layer, measured }: MeasuredLayer, factor: number) =>
  measureLayer(
    layer,
    measured.values.map((value) => value * factor),
  );

describe('recognisability', () => {
  const follow = (image: number) => (place: number) => luminanceOf(image)[place]!;

  test('is 1 for maps that follow their own picture, a negative as much as a print', () => {
    const maps = [follow(0), (place: number) => 1 - luminanceOf(0)[place]!];
    expect(measure({ first: makeLayer('conv2d_1', ...maps) })['recognisability conv2d_1']).toBe(1);
    expect(measure({ last: makeLayer('conv2d_6', ...maps) })['recognisability conv2d_6']).toBe(1);
  });

  test('counts the other pictures that a map follows less', () => {
    const recognisability = measure({ first: makeLayer('conv2d_1', follow(1)) })[
      'recognisability conv2d_1'
    ];
    // A map that is another picture follows that one more than its own; of the rest it is chance.
    expect(recognisability).toBeLessThan(1);
    expect(recognisability! * OTHERS.length).toBeLessThanOrEqual(OTHERS.length - 1);
  });

  test('is near one half for maps that have nothing to do with any picture', () => {
    const next = createStream(77);
    const maps = Array.from({ length: 400 }, () => () => next());
    const recognisability = measure({ first: makeLayer('conv2d_1', ...maps) })[
      'recognisability conv2d_1'
    ];
    expect(recognisability).toBeGreaterThan(0.4);
    expect(recognisability).toBeLessThan(0.6);
  });

  test('counts a tie half: a picture that is its own other is neither more nor less', () => {
    const first = makeLayer('conv2d_1', follow(0));
    const made = makeOutputs({ first });
    expect(measureOutputs(made, OWN, [OWN])['recognisability conv2d_1']).toBe(0.5);
    expect(measureOutputs(made, OWN, [OWN, OTHERS[0]!])['recognisability conv2d_1']).toBe(0.75);
  });

  test('leaves out maps and pictures that do not vary, and is undefined where none is left', () => {
    const flat = () => 0.5;
    const grey = preparePicture(imageOf(new Uint8Array(3072).fill(9)), [[SIZE, SIZE]]);
    const first = makeLayer('conv2d_1', follow(0), flat);
    const made = makeOutputs({ first });
    expect(measureOutputs(made, OWN, [...OTHERS, grey])['recognisability conv2d_1']).toBe(1);
    expect(measureOutputs(made, grey, OTHERS)['recognisability conv2d_1']).toBeNull();
    expect(measureOutputs(made, OWN, [grey])['recognisability conv2d_1']).toBeNull();
    expect(measure({ first: makeLayer('conv2d_1', flat) })['recognisability conv2d_1']).toBeNull();
  });
});

describe('the other measures', () => {
  test('redundancy is the mean absolute correlation over pairs of maps that vary', () => {
    const up = (place: number) => place;
    const down = (place: number) => 100 - place;
    const wave = (place: number) => (place % 2) + 1;
    const of = (...maps: ((place: number) => number)[]) =>
      measure({ first: makeLayer('conv2d_1', ...maps) })['redundancy conv2d_1'];
    expect(of(up, down, () => 0)).toBeCloseTo(1, 12);
    expect(of(up, wave)).toBeLessThan(0.1);
    expect(of(up, () => 3)).toBeNull();
  });

  test('the tail is the 99th percentile over the median of what is above zero', () => {
    const last = makeLayer('conv2d_6', (place) => Math.max(0, place - 13));
    expect(measure({ last })['tail conv2d_6']).toBeCloseTo(49.51 / 25.5, 12);
  });

  test('of a silent layer only the share of zeros is defined', () => {
    const silent = measureLayer('conv2d_6', NOTHING);
    expect(measure({ last: silent })).toMatchObject({
      'zeros conv2d_6': 1,
      'recognisability conv2d_6': null,
      'entropy conv2d_6': null,
      'tail conv2d_6': null,
    });
  });

  test('an answer is right where the true class has the largest probability, the first of equals', () => {
    expect(measure({}, 3)).toMatchObject({ probability: 0.75, accuracy: 1 });
    expect(measure({}, 1)).toMatchObject({ probability: 0.25, accuracy: 0 });
    const undecided = { probabilities: new Float32Array(10).fill(0.1) };
    expect(measure(undecided, 0).accuracy).toBe(1);
    expect(measure(undecided, 1).accuracy).toBe(0);
    expect(measure(undecided, 1)['answer-entropy']).toBeCloseTo(Math.log2(10), 6);
  });

  test('none of them changes with the unit of a layer', () => {
    const powers = fc.integer({ min: -10, max: 10 }).map((power) => 2 ** power);
    fc.assert(
      fc.property(fc.nat(1000), powers, powers, (seed, c, d) => {
        const activations = drawActivations(SIZE * SIZE * 4, 0.4, seed);
        const outputs = makeOutputs({ last: measureLayer('conv2d_6', activations) });
        const of = (made: NetworkOutputs) => measureOutputs(made);
        expect(of(scaled(outputs, c, d))).toEqual(of(outputs));
      }),
      { numRuns: 30 },
    );
  });

  test('nor, up to the rounding of a float32, by a factor that is no power of two', () => {
    const factors = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.nat(1000), factors, factors, (seed, c, d) => {
        const activations = drawActivations(SIZE * SIZE * 4, 0.4, seed);
        const outputs = makeOutputs({ last: measureLayer('conv2d_6', activations) });
        const of = (made: NetworkOutputs) => measureOutputs(made);
        const before = Object.entries(of(outputs));
        const after: Record<string, unknown> = { ...of(scaled(outputs, c, d)) };
        for (const [name, value] of before) {
          // A value beside the edge of a bin may change it: of 256 values one, or two.
          if (typeof value === 'number') expect(after[name], name).toBeCloseTo(value, 1);
          else expect(after[name], name).toBe(value);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('measureChance', () => {
  test('puts the next image in the place of the own, and leaves out what looks at one image alone', () => {
    const follow = (image: number) => (place: number) => luminanceOf(image)[place]!;
    const views = viewsOf(makeOutputs({ first: makeLayer('conv2d_1', follow(1), follow(1)) }));
    const next = viewsOf(
      makeOutputs({
        first: makeLayer('conv2d_1', follow(2), follow(1)),
        probabilities: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      }),
    );
    const image = { picture: OWN, following: OTHERS, label: 3 };
    const chance = measureChance(QUANTITIES, 'any', views, next, image);
    expect(chance).toMatchObject({
      'recognisability conv2d_1': 1,
      'redundancy conv2d_1': expect.closeTo(1, 12),
      probability: 0,
      accuracy: 0,
      'zeros conv2d_6': null,
      'entropy conv2d_6': null,
      'tail conv2d_6': null,
      'answer-entropy': null,
    });
  });
});
