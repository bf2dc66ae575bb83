import * as tf from '@tensorflow/tfjs-layers';

/** Options of the article's layers as TF.js takes them, by name: a test changes some. */
type Options = Record<string, unknown>;

/** What a test does to the article's network before it is put together. */
export interface NetworkEdit {
  /** Options that are added to those of a layer, or stand in their place. */
  readonly options?: Readonly<Record<string, Options>>;
  /** Changes the list of layers. */
  readonly layers?: (layers: tf.layers.Layer[]) => tf.layers.Layer[];
  readonly input?: Options;
}

const WEIGHTS = { kernelInitializer: 'glorotUniform' };
const CONVOLUTION = {
  filters: 16,
  kernelSize: 3,
  padding: 'same',
  activation: 'relu',
  ...WEIGHTS,
};
const make = tf.layers as unknown as Record<string, (options: Options) => tf.layers.Layer>;

const LAYERS: readonly (readonly [name: string, kind: string, options: Options])[] = [
  ['conv2d_1', 'conv2d', CONVOLUTION],
  ['conv2d_2', 'conv2d', CONVOLUTION],
  ['pool_1', 'maxPooling2d', { poolSize: 2 }],
  ['conv2d_3', 'conv2d', CONVOLUTION],
  ['conv2d_4', 'conv2d', CONVOLUTION],
  ['pool_2', 'maxPooling2d', { poolSize: 2 }],
  ['conv2d_5', 'conv2d', CONVOLUTION],
  ['conv2d_6', 'conv2d', CONVOLUTION],
  ['dense_1', 'dense', { units: 64, activation: 'relu', ...WEIGHTS }],
  ['dropout_1', 'dropout', { rate: 0.5 }],
  ['flatten_1', 'flatten', {}],
  ['dense_2', 'dense', { units: 10, activation: 'softmax', ...WEIGHTS }],
];

/** Builds the article's network with an edit, out of TF.js alone. */
export function buildEdited({ options = {}, layers = (all) => all, input = {} }: NetworkEdit) {
  const made = LAYERS.map(([name, kind, own]) => make[kind]!({ name, ...own, ...options[name] }));
  return stack(layers(made), input);
}

/** Puts layers in a row. */
export function stack(layers: readonly tf.layers.Layer[], input: Options = {}): tf.LayersModel {
  const start = tf.input({ name: 'input', shape: [32, 32, 3], ...input });
  const end = layers.reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, start);
  return tf.model({ name: 'layerprint', inputs: start, outputs: end });
}
