import { backend_util, MaxPoolGrad } from '@tensorflow/tfjs-core';
import type { KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { runOnCpu } from './run-on-cpu.ts';

/**
 * Computes the gradient of max pooling, which goes to the first maximum of a window by row and column.
 *
 * Windows that neither overlap nor reach into padding, as all of the article's, are read once, straight
 * from the backend's memory. All others are left to TF.js's CPU kernel: the WebAssembly backend's own is
 * 30 times as slow as this one and, where windows overlap, does not agree with the CPU's.
 *
 * inputs: `dy` `[n, h', w', c]`, `input` `[n, h, w, c]`; output `[n, h, w, c]`.
 */
export const poolBackToInput: KernelFunc = ({ inputs, backend, attrs }) => {
  const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolGradAttrs;
  const wasm = backend as BackendWasm;
  const shape = input.shape as [number, number, number, number];
  const windows = backend_util.computePool2DInfo(
    shape,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  if (!areWindowsApart(windows)) return runOnCpu(wasm, MaxPoolGrad, inputs, attrs!);
  const output = wasm.makeOutput(shape, 'float32');
  routeToMaxima(
    windows,
    wasm.typedArrayFromHeap(input) as Float32Array,
    wasm.typedArrayFromHeap(dy) as Float32Array,
    wasm.typedArrayFromHeap(output) as Float32Array,
  );
  return output;
};

function areWindowsApart(windows: backend_util.Conv2DInfo): boolean {
  const { padInfo, inHeight, inWidth, strideHeight, strideWidth } = windows;
  return (
    padInfo.top === 0 &&
    padInfo.left === 0 &&
    strideHeight >= windows.filterHeight &&
    strideWidth >= windows.filterWidth &&
    (windows.outHeight - 1) * strideHeight + windows.filterHeight <= inHeight &&
    (windows.outWidth - 1) * strideWidth + windows.filterWidth <= inWidth
  );
}

function routeToMaxima(
  windows: backend_util.Conv2DInfo,
  input: Float32Array,
  dy: Float32Array,
  output: Float32Array,
): void {
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth } = windows;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = windows;
  const rowLength = inWidth * inChannels;
  output.fill(0);
  let window = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const row = image * inHeight + y * strideHeight;
        const corner = (row * inWidth + x * strideWidth) * inChannels;
        for (let channel = 0; channel < inChannels; channel++) {
          let largest = -Infinity;
          let position = -1;
          for (let i = 0; i < filterHeight; i++) {
            for (let j = 0; j < filterWidth; j++) {
              const candidate = corner + i * rowLength + j * inChannels + channel;
              const value = input[candidate]!;
              if (value > largest) {
                largest = value;
                position = candidate;
              }
            }
          }
          if (position >= 0) output[position] = dy[window]!;
          window++;
        }
      }
    }
  }
}
