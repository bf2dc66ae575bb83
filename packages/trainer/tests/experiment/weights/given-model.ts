import { createRandom } from '@layerprint/core/random';
import { kerasLayer, kerasSequential } from '../../../../network/tests/model/file/saved-models.ts';

/** A weight as the converter of TF.js tells it. */
export interface ToldWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype?: string;
  readonly quantization?: object;
}

/** A network that Keras 3 has saved, for images of 32 × 32 in colour and ten classes. */
export const GIVEN_NETWORK = kerasSequential([
  kerasLayer('Conv2D', 'conv2d', { filters: 4 }),
  kerasLayer('BatchNormalization', 'batch_normalization'),
  kerasLayer('MaxPooling2D', 'max_pooling2d'),
  kerasLayer('DepthwiseConv2D', 'depthwise_conv2d', {
    kernel_size: [3, 3],
    strides: [1, 1],
    padding: 'same',
    depth_multiplier: 1,
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    activation: 'linear',
    use_bias: true,
  }),
  kerasLayer('Flatten', 'flatten'),
  kerasLayer('Dropout', 'dropout', { rate: 0.25 }),
  kerasLayer('Dense', 'dense'),
]);

/** Its weights, as Keras 3 calls them: a depthwise kernel is a kernel there. */
export const GIVEN_WEIGHTS: readonly ToldWeight[] = [
  { name: 'conv2d/kernel', shape: [3, 3, 3, 4] },
  { name: 'conv2d/bias', shape: [4] },
  { name: 'batch_normalization/gamma', shape: [4] },
  { name: 'batch_normalization/beta', shape: [4] },
  { name: 'batch_normalization/moving_mean', shape: [4] },
  { name: 'batch_normalization/moving_variance', shape: [4] },
  { name: 'depthwise_conv2d/kernel', shape: [3, 3, 4, 1] },
  { name: 'depthwise_conv2d/bias', shape: [4] },
  { name: 'dense/kernel', shape: [1024, 10] },
  { name: 'dense/bias', shape: [10] },
];

/** The same names in scopes, as newer converters write them. */
export const inScope = (weights: readonly ToldWeight[], scope = 'sequential') =>
  weights.map((weight) => ({ ...weight, name: `${scope}/${weight.name}` }));

/** Numbers for all weights, one after the other; each is above 0, as a variance is. */
export function drawWeights(weights: readonly ToldWeight[]): Float32Array {
  const sizes = weights.map(({ shape }) => shape.reduce((product, length) => product * length, 1));
  const random = createRandom(7, 'given weights');
  return Float32Array.from(
    { length: sizes.reduce((sum, size) => sum + size, 0) },
    () => 0.01 + random.nextFloat() / 4,
  );
}

/** A model.json with its weights in shards of so many bytes, by the names of the files. */
export function makeModelFiles(
  weights: readonly ToldWeight[] = GIVEN_WEIGHTS,
  {
    shardBytes = 4096,
    topology = GIVEN_NETWORK.modelTopology,
    values = drawWeights(weights),
  }: {
    readonly shardBytes?: number;
    readonly topology?: object | null;
    readonly values?: Float32Array;
  } = {},
): Map<string, Uint8Array> {
  const bytes = new Uint8Array(values.buffer);
  const count = Math.max(1, Math.ceil(bytes.length / shardBytes));
  const shards = Array.from({ length: count }, (_, i) => ({
    path: `group1-shard${i + 1}of${count}.bin`,
    content: bytes.subarray(i * shardBytes, (i + 1) * shardBytes),
  }));
  const told = weights.map((weight) => ({ dtype: 'float32', ...weight }));
  const content = {
    ...GIVEN_NETWORK,
    modelTopology: topology,
    weightsManifest: [{ paths: shards.map(({ path }) => path), weights: told }],
  };
  return new Map([
    ['model.json', new TextEncoder().encode(JSON.stringify(content))],
    ...shards.map(({ path, content: shard }) => [path, shard] as const),
  ]);
}
