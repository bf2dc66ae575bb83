import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computeLuminance,
  measureChance,
  measureNetwork,
  measureValues,
  preparePicture,
  prepareView,
} from '@layerprint/core';
import type { MeasuredLayer, NetworkOutputs, PreparedPicture } from '@layerprint/core';
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

const measure = (changes: Partial<NetworkOutputs>, label = 3) =>
  measureNetwork(prepareView(makeOutputs(changes)), OWN, OTHERS, label);
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
    expect(measure({ first: makeLayer('conv2d_1', ...maps) }).firstRecognisability).toBe(1);
    expect(measure({ last: makeLayer('conv2d_6', ...maps) }).lastRecognisability).toBe(1);
  });

  test('counts the other pictures that a map follows less', () => {
    const { firstRecognisability } = measure({ first: makeLayer('conv2d_1', follow(1)) });
    // A map that is another picture follows that one more than its own; of the rest it is chance.
    expect(firstRecognisability).toBeLessThan(1);
    expect(firstRecognisability! * OTHERS.length).toBeLessThanOrEqual(OTHERS.length - 1);
  });

  test('is near one half for maps that have nothing to do with any picture', () => {
    const next = createStream(77);
    const maps = Array.from({ length: 400 }, () => () => next());
    const { firstRecognisability } = measure({ first: makeLayer('conv2d_1', ...maps) });
    expect(firstRecognisability).toBeGreaterThan(0.4);
    expect(firstRecognisability).toBeLessThan(0.6);
  });

  test('counts a tie half: a picture that is its own other is neither more nor less', () => {
    const first = makeLayer('conv2d_1', follow(0));
    const view = prepareView(makeOutputs({ first }));
    expect(measureNetwork(view, OWN, [OWN], 3).firstRecognisability).toBe(0.5);
    expect(measureNetwork(view, OWN, [OWN, OTHERS[0]!], 3).firstRecognisability).toBe(0.75);
  });

  test('leaves out maps and pictures that do not vary, and is undefined where none is left', () => {
    const flat = () => 0.5;
    const grey = preparePicture(imageOf(new Uint8Array(3072).fill(9)), [[SIZE, SIZE]]);
    const first = makeLayer('conv2d_1', follow(0), flat);
    const view = prepareView(makeOutputs({ first }));
    expect(measureNetwork(view, OWN, [...OTHERS, grey], 3).firstRecognisability).toBe(1);
    expect(measureNetwork(view, grey, OTHERS, 3).firstRecognisability).toBeNull();
    expect(measureNetwork(view, OWN, [grey], 3).firstRecognisability).toBeNull();
    expect(measure({ first: makeLayer('conv2d_1', flat) }).firstRecognisability).toBeNull();
  });
});

describe('the other measures', () => {
  test('redundancy is the mean absolute correlation over pairs of maps that vary', () => {
    const up = (place: number) => place;
    const down = (place: number) => 100 - place;
    const wave = (place: number) => (place % 2) + 1;
    const of = (...maps: ((place: number) => number)[]) =>
      measure({ first: makeLayer('conv2d_1', ...maps) }).firstRedundancy;
    expect(of(up, down, () => 0)).toBeCloseTo(1, 12);
    expect(of(up, wave)).toBeLessThan(0.1);
    expect(of(up, () => 3)).toBeNull();
  });

  test('the tail is the 99th percentile over the median of what is above zero', () => {
    const last = makeLayer('conv2d_6', (place) => Math.max(0, place - 13));
    expect(measure({ last }).lastTail).toBeCloseTo(49.51 / 25.5, 12);
  });

  test('of a silent layer only the share of zeros is defined', () => {
    const silent = measureLayer('conv2d_6', NOTHING);
    expect(measure({ last: silent })).toMatchObject({
      lastZeros: 1,
      lastRecognisability: null,
      lastEntropyBits: null,
      lastTail: null,
    });
  });

  test('an answer is right where the true class has the largest probability, the first of equals', () => {
    expect(measure({}, 3)).toMatchObject({ trueProbability: 0.75, isRight: true });
    expect(measure({}, 1)).toMatchObject({ trueProbability: 0.25, isRight: false });
    const undecided = { probabilities: new Float32Array(10).fill(0.1) };
    expect(measure(undecided, 0).isRight).toBe(true);
    expect(measure(undecided, 1).isRight).toBe(false);
    expect(measure(undecided, 1).answerEntropyBits).toBeCloseTo(Math.log2(10), 6);
  });

  test('none of them changes with the unit of a layer', () => {
    const powers = fc.integer({ min: -10, max: 10 }).map((power) => 2 ** power);
    fc.assert(
      fc.property(fc.nat(1000), powers, powers, (seed, c, d) => {
        const activations = drawActivations(SIZE * SIZE * 4, 0.4, seed);
        const outputs = makeOutputs({ last: measureLayer('conv2d_6', activations) });
        const of = (made: NetworkOutputs) => measureNetwork(prepareView(made), OWN, OTHERS, 3);
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
        const of = (made: NetworkOutputs) => measureNetwork(prepareView(made), OWN, OTHERS, 3);
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
    const view = prepareView(makeOutputs({ first: makeLayer('conv2d_1', follow(1), follow(1)) }));
    const next = prepareView(
      makeOutputs({
        first: makeLayer('conv2d_1', follow(2), follow(1)),
        probabilities: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      }),
    );
    const chance = measureChance(view, next, OTHERS, 3);
    expect(chance).toMatchObject({
      firstRecognisability: 1,
      firstRedundancy: expect.closeTo(1, 12),
      trueProbability: 0,
      isRight: false,
      lastZeros: null,
      lastEntropyBits: null,
      lastTail: null,
      answerEntropyBits: null,
    });
  });
});
