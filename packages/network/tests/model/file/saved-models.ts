/*
 * Models as Keras 3 saves them and the converter of TF.js writes them into `model.json`, put together key by key: nothing
 * in npm makes them.
 */

type Config = Readonly<Record<string, unknown>>;

const policy = {
  module: 'keras',
  class_name: 'DTypePolicy',
  config: { name: 'float32' },
  registered_name: null,
};
const initializer = (name: string, config: Config) => ({
  module: 'keras.initializers',
  class_name: name,
  config,
  registered_name: null,
});
const none = { kernel_regularizer: null, bias_regularizer: null, activity_regularizer: null };
const unbound = { kernel_constraint: null, bias_constraint: null };
const drawn = (name: string) => ({
  use_bias: true,
  kernel_initializer: initializer(name, { seed: null }),
  bias_initializer: initializer('Zeros', {}),
  ...none,
  ...unbound,
});

/** Configurations of Keras 3's layers, with all that it writes. */
export const KERAS_3: Readonly<Record<string, Config>> = {
  Conv2D: {
    filters: 8,
    kernel_size: [3, 3],
    strides: [1, 1],
    padding: 'same',
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    groups: 1,
    activation: 'relu',
    ...drawn('GlorotUniform'),
  },
  BatchNormalization: {
    axis: -1,
    momentum: 0.99,
    epsilon: 0.001,
    center: true,
    scale: true,
    beta_initializer: initializer('Zeros', {}),
    gamma_initializer: initializer('Ones', {}),
    moving_mean_initializer: initializer('Zeros', {}),
    moving_variance_initializer: initializer('Ones', {}),
    beta_regularizer: null,
    gamma_regularizer: null,
    beta_constraint: null,
    gamma_constraint: null,
    synchronized: false,
    renorm: false,
  },
  MaxPooling2D: {
    pool_size: [2, 2],
    padding: 'valid',
    strides: [2, 2],
    data_format: 'channels_last',
  },
  ReLU: { max_value: null, negative_slope: 0, threshold: 0 },
  LeakyReLU: { negative_slope: 0.25 },
  Activation: { activation: 'relu' },
  Add: {},
  Concatenate: { axis: -1 },
  GlobalAveragePooling2D: { data_format: 'channels_last', keepdims: false },
  Dropout: { rate: 0.25, seed: null, noise_shape: null },
  Flatten: { data_format: 'channels_last' },
  Dense: { units: 10, activation: 'softmax', ...drawn('GlorotUniform'), quantization_config: null },
};

/** A layer of Keras 3, with some of its configuration changed. */
export function kerasLayer(className: string, name: string, changes: Config = {}) {
  const config = { name, trainable: true, dtype: policy, ...KERAS_3[className], ...changes };
  const build = { input_shape: [null, 32, 32, 3] };
  return {
    module: 'keras.layers',
    class_name: className,
    config,
    registered_name: null,
    build_config: build,
  };
}

const kerasInput = (shape: readonly (number | null)[]) => ({
  module: 'keras.layers',
  class_name: 'InputLayer',
  config: {
    batch_shape: shape,
    dtype: 'float32',
    sparse: false,
    ragged: false,
    optional: false,
    name: 'input_layer',
  },
  registered_name: null,
});

const wrap = (model: object) => ({
  format: 'layers-model',
  generatedBy: 'keras v3.8.0',
  convertedBy: 'TensorFlow.js Converter v4.22.0',
  modelTopology: {
    keras_version: '3.8.0',
    backend: 'tensorflow',
    model_config: model,
    training_config: { optimizer_config: { class_name: 'Adam', config: {} }, loss: 'mse' },
  },
  weightsManifest: [{ paths: ['group1-shard1of1.bin'], weights: [] }],
});

/** A sequential model of Keras 3. */
export function kerasSequential(
  layers: readonly object[],
  shape: readonly (number | null)[] = [null, 32, 32, 3],
) {
  const config = {
    name: 'sequential',
    trainable: true,
    dtype: policy,
    layers: [kerasInput(shape), ...layers],
  };
  return wrap({ class_name: 'Sequential', config });
}

/** Where a tensor of Keras 3 comes from. */
export function kerasTensor(source: string, use = 0) {
  const config = { shape: [null, 32, 32, 8], dtype: 'float32', keras_history: [source, use, 0] };
  return { class_name: '__keras_tensor__', config };
}

/** A layer of Keras 3's on what others give. */
export function kerasNode(
  layer: ReturnType<typeof kerasLayer>,
  sources: readonly string[],
  kwargs: object = {},
) {
  const tensors = sources.map((source) => kerasTensor(source));
  const args = tensors.length === 1 ? tensors : [tensors];
  return { ...layer, name: layer.config.name, inbound_nodes: [{ args, kwargs }] };
}

/** A functional model of Keras 3, which begins at `input_layer`. */
export function kerasFunctional(layers: readonly object[], output: string) {
  const config = {
    name: 'functional',
    trainable: true,
    layers: [
      { ...kerasInput([null, 32, 32, 3]), name: 'input_layer', inbound_nodes: [] },
      ...layers,
    ],
    input_layers: [['input_layer', 0, 0]],
    output_layers: [[output, 0, 0]],
  };
  return wrap({ class_name: 'Functional', config });
}
