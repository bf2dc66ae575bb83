import * as tf from '@tensorflow/tfjs-layers';
import fc from 'fast-check';

const KINDS = ['convolution', 'depthwise', 'separable', 'pooling', 'average'] as const;

/** A layer that moves a window, as TF.js is told of it. */
interface Window {
  readonly kind: (typeof KINDS)[number];
  readonly kernel: [number, number];
  readonly strides: [number, number];
  readonly padding: 'same' | 'valid';
}

/** A network of a kind that training follows: windows over an image, then dense layers. */
export interface NetworkChoice {
  readonly image: [number, number];
  readonly windows: readonly Window[];
  readonly isDenseOverChannels: boolean;
}

/** Steps are no longer than kernels: between windows nothing is left out. */
const WINDOW = fc
  .tuple(
    fc.constantFrom(...KINDS),
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    fc.constantFrom('same' as const, 'valid' as const),
  )
  .map(([kind, kernel, steps, padding]): Window => ({
    kind,
    kernel,
    strides: [Math.min(steps[0], kernel[0]), Math.min(steps[1], kernel[1])],
    padding,
  }));

/** Draws networks whose windows have room, and without padding none to spare: every pixel is looked at. */
export const NETWORKS = fc
  .record({
    image: fc.tuple(fc.integer({ min: 7, max: 11 }), fc.integer({ min: 7, max: 11 })),
    windows: fc.array(WINDOW, { minLength: 1, maxLength: 4 }),
    isDenseOverChannels: fc.boolean(),
  })
  .filter(({ image, windows }) => {
    let sides: number[] = image;
    return windows.every(({ kernel, strides, padding }) => {
      const hasRoom = sides.every((side, axis) => {
        const [room, stride] = [side - kernel[axis]!, strides[axis]!];
        return room >= 0 && (padding === 'same' || room % stride === 0);
      });
      sides = sides.map((side, axis) =>
        Math.ceil((padding === 'same' ? side : side - kernel[axis]! + 1) / strides[axis]!),
      );
      return hasRoom;
    });
  });

/** Puts a network together in TF.js. */
export function buildNetwork({
  image,
  windows,
  isDenseOverChannels,
  rate = 0.25,
}: NetworkChoice & { readonly rate?: number }): tf.LayersModel {
  const { averagePooling2d, conv2d, depthwiseConv2d, maxPooling2d, separableConv2d } = tf.layers;
  const { dense, flatten, dropout } = tf.layers;
  const kernelInitializer = 'glorotUniform';
  const layers = [
    ...windows.map(({ kind, kernel, strides, padding }, place) => {
      const window = { strides, padding };
      const convolution = { ...window, kernelSize: kernel, activation: 'relu' as const };
      const filters = place === 0 ? 3 : 2;
      switch (kind) {
        case 'pooling':
          return maxPooling2d({ ...window, poolSize: kernel });
        case 'average':
          return averagePooling2d({ ...window, poolSize: kernel });
        case 'convolution':
          return conv2d({ ...convolution, filters, kernelInitializer });
        case 'separable':
          return separableConv2d({ ...convolution, filters });
        case 'depthwise':
          return depthwiseConv2d({ ...convolution, depthwiseInitializer: kernelInitializer });
      }
    }),
    ...(isDenseOverChannels ? [dense({ units: 4, activation: 'relu', kernelInitializer })] : []),
    dropout({ rate }),
    flatten(),
    dense({ units: 5, activation: 'relu', kernelInitializer }),
    dense({ units: 10, activation: 'softmax', kernelInitializer }),
  ];
  const input = tf.input({ shape: [...image, 1] });
  const output = layers.reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}
