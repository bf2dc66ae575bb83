import * as tf from '@tensorflow/tfjs-core';
import type { LayerOf } from '@layerprint/core/schemas/layer';
import type { LayerPass } from '../layer-pass.ts';

/** What TF.js pools by. */
type Pool = typeof tf.avgPool;
type Sides = [height: number, width: number];

/**
 * Pools, or hands on what a window of one value leaves as it is: TF.js has a kernel of its own for that, which
 * a recorded step cannot repeat.
 */
export function poolAll(
  pool: Pool,
  input: tf.Tensor,
  kernel: Sides,
  strides: Sides,
  padding: 'same' | 'valid',
): tf.Tensor {
  const isWhole = [0, 1].every(
    (axis) => kernel[axis] === 1 && (strides[axis] === 1 || input.shape[axis + 1] === 1),
  );
  return isWhole ? tf.clone(input) : pool(input as tf.Tensor4D, kernel, strides, padding);
}

/** Makes the pass of a pooling by means. */
export function makeAveragePoolingPass(layer: LayerOf<'average-pooling'>): LayerPass {
  const { kernel: filterSize, stride: strides, padding: pad } = layer;
  return {
    forward: (input) => poolAll(tf.avgPool, input, filterSize, strides, pad),
    backward: ({ input, dy }) => [
      tf.engine().runKernel(tf.AvgPoolGrad, { dy, input }, { filterSize, strides, pad }),
    ],
  };
}

/** Makes the pass of a pooling of whole channels: one window as large as the maps. */
export function makeGlobalPoolingPass({
  kind,
}: LayerOf<'global-average-pooling' | 'global-max-pooling'>): LayerPass {
  const isAverage = kind === 'global-average-pooling';
  const windowOf = ({ shape }: tf.Tensor) => shape.slice(1, 3) as Sides;
  return {
    forward(input) {
      const pool = isAverage ? tf.avgPool : tf.maxPool;
      const pooled = poolAll(pool, input, windowOf(input), [1, 1], 'valid');
      return tf.reshape(pooled, [input.shape[0], input.shape[3]!]);
    },
    backward({ input, output, dy }) {
      const toMaps = (tensor: tf.Tensor) =>
        tf.reshape(tensor, [input.shape[0], 1, 1, input.shape[3]!]);
      const attributes = { filterSize: windowOf(input), strides: 1, pad: 'valid' };
      const inputs = { dy: toMaps(dy), input };
      return [
        isAverage
          ? tf.engine().runKernel(tf.AvgPoolGrad, inputs, attributes)
          : tf
              .engine()
              .runKernel(tf.MaxPoolGrad, { ...inputs, output: toMaps(output) }, attributes),
      ];
    },
  };
}
