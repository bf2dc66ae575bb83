import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { createRandom } from '../../src/dataset/random.ts';

interface Case {
  seed: number;
  batch: number;
  height: number;
  width: number;
  channelsIn: number;
  channelsOut: number;
  filter: [number, number];
  strides: [number, number];
  pad: 'same' | 'valid' | [[number, number], [number, number], [number, number], [number, number]];
}

const SMALL = fc.integer({ min: 1, max: 3 });
const EDGE = fc.integer({ min: 0, max: 2 });
const explicitPad = fc
  .tuple(EDGE, EDGE, EDGE, EDGE)
  .map(([top, bottom, left, right]): Case['pad'] => [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.nat(1000),
  batch: SMALL,
  height: fc.integer({ min: 3, max: 9 }),
  width: fc.integer({ min: 3, max: 9 }),
  channelsIn: fc.integer({ min: 1, max: 5 }),
  channelsOut: fc.integer({ min: 1, max: 9 }),
  filter: fc.tuple(SMALL, SMALL),
  strides: fc.tuple(SMALL, SMALL),
  pad: fc.oneof(fc.constantFrom<Case['pad']>('same', 'valid'), explicitPad),
});

/** Runs a kernel on a backend with inputs that the backend did not make. */
async function runOn(
  backend: 'wasm' | 'cpu',
  kernel: string,
  inputs: Record<string, { shape: number[]; values: Float32Array }>,
  attributes: object,
): Promise<{ shape: number[]; values: Float32Array }> {
  await tf.setBackend(backend);
  return tf.tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, { shape, values }]) => [name, tf.tensor(values, shape)]),
    );
    const output: tf.Tensor = tf.engine().runKernel(kernel, tensors, attributes as tf.NamedAttrMap);
    return { shape: output.shape, values: output.dataSync<'float32'>() };
  });
}

function draw(seed: number, name: string, shape: number[]) {
  const random = createRandom(seed, name);
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, values: Float32Array.from({ length: size }, () => random.nextFloat() * 2 - 1) };
}

function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  const worst = actual.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - expected[i]!)),
    0,
  );
  expect(worst).toBeLessThan(2e-4);
}

function convolutionOf(c: Case) {
  const inputShape: Shape = [c.batch, c.height, c.width, c.channelsIn];
  const filterShape: Shape = [...c.filter, c.channelsIn, c.channelsOut];
  const { outShape } = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    c.strides,
    1,
    c.pad,
  );
  const attributes = { strides: c.strides, pad: c.pad, dataFormat: 'NHWC' };
  return { inputShape, filterShape, outShape, attributes };
}
type Shape = [number, number, number, number];

const hasOutput = (c: Case): boolean => convolutionOf(c).outShape.every((length) => length > 0);

/** XNNPACK refuses strides longer than the filter, and TF.js's convolution is then all zeros. */
const hasForwardPass = (c: Case): boolean =>
  hasOutput(c) && c.strides[0] <= c.filter[0] && c.strides[1] <= c.filter[1];

describe('the gradient kernels of the wasm backend', () => {
  beforeAll(async () => {
    await selectBackend('wasm');
  });

  it('compute filter gradients as the CPU backend does', async () => {
    await fc.assert(
      fc.asyncProperty(cases.filter(hasOutput), async (c) => {
        const { inputShape, filterShape, outShape, attributes } = convolutionOf(c);
        const inputs = { x: draw(c.seed, 'x', inputShape), dy: draw(c.seed, 'dy', outShape) };
        const attrs = { ...attributes, filterShape };
        const actual = await runOn('wasm', 'Conv2DBackpropFilter', inputs, attrs);
        const expected = await runOn('cpu', 'Conv2DBackpropFilter', inputs, attrs);
        expect(actual.shape).toEqual(filterShape);
        expectClose(actual.values, expected.values);
      }),
      { numRuns: 150 },
    );
  });

  it('compute input gradients as the CPU backend does', async () => {
    await fc.assert(
      fc.asyncProperty(cases.filter(hasOutput), async (c) => {
        const { inputShape, filterShape, outShape, attributes } = convolutionOf(c);
        const inputs = { dy: draw(c.seed, 'dy', outShape), filter: draw(c.seed, 'w', filterShape) };
        const attrs = { ...attributes, inputShape };
        const actual = await runOn('wasm', 'Conv2DBackpropInput', inputs, attrs);
        const expected = await runOn('cpu', 'Conv2DBackpropInput', inputs, attrs);
        expect(actual.shape).toEqual(inputShape);
        expectClose(actual.values, expected.values);
      }),
      { numRuns: 150 },
    );
  });

  it('compute max pooling gradients as the CPU backend does, ties included', async () => {
    await fc.assert(
      fc.asyncProperty(
        cases.filter((c) => c.pad !== 'same' && hasOutput(c)),
        fc.boolean(),
        async (c, isSquare) => {
          if (isSquare) c = { ...c, filter: [2, 2], strides: [2, 2] };
          const shape: Shape = [c.batch, c.height, c.width, c.channelsIn];
          const isRectified = c.seed % 2 === 0;
          const pad = c.pad === 'valid' ? 'valid' : 'same';
          const attrs = { filterSize: c.filter, strides: c.strides, pad };
          const { outShape } = tf.backend_util.computePool2DInfo(
            shape,
            c.filter,
            c.strides,
            1,
            pad,
          );
          const input = draw(c.seed, 'x', shape);
          // A few values only, so that windows hold several equal maxima.
          input.values.forEach((value, i) => {
            const rounded = Math.round(value * 2);
            input.values[i] = isRectified ? Math.max(0, rounded) : rounded;
          });
          const inputs = { dy: draw(c.seed, 'dy', outShape), input, output: draw(0, '', outShape) };
          const actual = await runOn('wasm', 'MaxPoolGrad', inputs, attrs);
          const expected = await runOn('cpu', 'MaxPoolGrad', inputs, attrs);
          expectClose(actual.values, expected.values);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('agree with finite differences of the convolution itself', async () => {
    await tf.setBackend('wasm');
    fc.assert(
      fc.property(cases.filter(hasForwardPass), (c) =>
        tf.tidy(() => {
          const { inputShape, filterShape, outShape } = convolutionOf(c);
          const [x, w, direction] = [inputShape, filterShape, outShape].map((shape, i) => {
            const { values } = draw(c.seed, `${i}`, shape);
            return tf.tensor(values, shape) as tf.Tensor4D;
          }) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
          const score = (a: tf.Tensor, b: tf.Tensor): tf.Scalar =>
            tf.sum(
              tf.mul(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, c.strides, c.pad), direction),
            );
          const gradients = tf.grads(score)([x, w]);
          for (const [tensor, index] of [[x, 0] as const, [w, 1] as const]) {
            // A convolution is linear in each input, so a step of 1 has no error of its own.
            const step = tf.tensor(draw(c.seed, 'step', tensor.shape).values, tensor.shape);
            const moved = index === 0 ? score(tf.add(x, step), w) : score(x, tf.add(w, step));
            const difference = tf.sub(moved, score(x, w)).dataSync()[0]!;
            const predicted = tf.sum(tf.mul(gradients[index]!, step)).dataSync()[0]!;
            expect(Math.abs(difference - predicted)).toBeLessThan(1e-3);
          }
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('hand a layout they do not know to the CPU kernel', async () => {
    const inputs = { x: draw(1, 'x', [2, 3, 5, 4]), dy: draw(1, 'dy', [2, 2, 5, 4]) };
    const attrs = { strides: [1, 1], pad: 'same', dataFormat: 'NCHW', filterShape: [3, 3, 3, 2] };
    const actual = await runOn('wasm', 'Conv2DBackpropFilter', inputs, attrs);
    const expected = await runOn('cpu', 'Conv2DBackpropFilter', inputs, attrs);
    expect(actual).toEqual(expected);
  });

  it('leave nothing behind in memory', async () => {
    await tf.setBackend('wasm');
    const count = (): number => (tf.backend() as tf.KernelBackend).numDataIds();
    const before = count();
    for (const strides of [1, 2]) {
      const x = tf.ones([2, 6, 6, 3]) as tf.Tensor4D;
      const w = tf.ones([3, 3, 3, 4]) as tf.Tensor4D;
      tf.dispose(
        tf.grads((a, b) => tf.sum(tf.conv2d(a as typeof x, b as typeof w, strides, 'same')))([
          x,
          w,
        ]),
      );
      tf.dispose([x, w]);
    }
    expect(count()).toBe(before);
  });
});
