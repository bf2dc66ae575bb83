import type { LayersModel } from '@tensorflow/tfjs-layers';

/** One layer's output as nested loops compute it, in float64: `[h, w, c]`, channels innermost. */
interface Volume {
  readonly size: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/** Computes every layer of the article's network for one image without TF.js, by the definitions. */
export function forwardNaively(model: LayersModel, pixels: Uint8Array): Map<string, Float64Array> {
  let volume: Volume = {
    size: 32,
    channels: 3,
    values: Float64Array.from(pixels, (byte) => byte / 255),
  };
  const outputs = new Map<string, Float64Array>();
  for (const layer of model.layers.slice(1)) {
    const [kernel, bias] = layer.getWeights().map((tensor) => tensor.dataSync());
    if (layer.name.startsWith('conv2d')) volume = rectify(convolve(volume, kernel!, bias!));
    if (layer.name.startsWith('pool')) volume = pool(volume);
    if (layer.name === 'dense_1') volume = rectify(connect(volume, kernel!, bias!));
    if (layer.name === 'flatten_1') volume = flatten(volume);
    if (layer.name === 'dense_2') volume = applySoftmax(connect(volume, kernel!, bias!));
    outputs.set(layer.name, volume.values);
  }
  return outputs;
}

type Weights = ArrayLike<number>;

function convolve({ size, channels, values }: Volume, kernel: Weights, bias: Weights): Volume {
  const filters = bias.length;
  const output = new Float64Array(size * size * filters);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let filter = 0; filter < filters; filter++) {
        let sum = bias[filter]!;
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 3; j++) {
            const [row, column] = [y + i - 1, x + j - 1];
            if (row < 0 || column < 0 || row >= size || column >= size) continue;
            for (let channel = 0; channel < channels; channel++) {
              const weight = kernel[((i * 3 + j) * channels + channel) * filters + filter]!;
              sum += weight * values[(row * size + column) * channels + channel]!;
            }
          }
        }
        output[(y * size + x) * filters + filter] = sum;
      }
    }
  }
  return { size, channels: filters, values: output };
}

function pool({ size, channels, values }: Volume): Volume {
  const half = size / 2;
  const output = new Float64Array(half * half * channels).fill(-Infinity);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const at = (Math.floor(y / 2) * half + Math.floor(x / 2)) * channels + channel;
        output[at] = Math.max(output[at]!, values[(y * size + x) * channels + channel]!);
      }
    }
  }
  return { size: half, channels, values: output };
}

function connect({ size, channels, values }: Volume, kernel: Weights, bias: Weights): Volume {
  const units = bias.length;
  const output = Float64Array.from({ length: size * size * units }, (_, at) => {
    const unit = at % units;
    const start = Math.floor(at / units) * channels;
    let sum = bias[unit]!;
    for (let i = 0; i < channels; i++) sum += kernel[i * units + unit]! * values[start + i]!;
    return sum;
  });
  return { size, channels: units, values: output };
}

function rectify(volume: Volume): Volume {
  return { ...volume, values: volume.values.map((value) => Math.max(value, 0)) };
}

function flatten({ values }: Volume): Volume {
  return { size: 1, channels: values.length, values };
}

function applySoftmax(volume: Volume): Volume {
  const powers = volume.values.map((value) => Math.exp(value));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return { ...volume, values: powers.map((power) => power / total) };
}
