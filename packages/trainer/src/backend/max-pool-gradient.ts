import { backend_util, MaxPoolGrad } from '@tensorflow/tfjs-core';
import type { KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { runOnCpu } from './run-on-cpu.ts';

/**
 * Computes the gradient of max pooling, which goes to the first maximum of a window by row and column.
 *
 * Windows of 2 × 2 that neither overlap nor reach into padding, as all of the article's, are read once,
 * straight from the backend's memory. All others are left to TF.js's CPU kernel: the WebAssembly backend's
 * own is many times slower than this one and, where windows overlap, does not agree with the CPU's.
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
  if (!areSquaresApart(windows)) return runOnCpu(wasm, MaxPoolGrad, inputs, attrs!);
  const output = wasm.makeOutput(shape, 'float32');
  routeToMaxima(
    windows,
    wasm.typedArrayFromHeap(input) as Float32Array,
    wasm.typedArrayFromHeap(dy) as Float32Array,
    wasm.typedArrayFromHeap(output) as Float32Array,
  );
  return output;
};

function areSquaresApart(windows: backend_util.Conv2DInfo): boolean {
  const { padInfo, inHeight, inWidth, strideHeight, strideWidth } = windows;
  return (
    windows.filterHeight === 2 &&
    windows.filterWidth === 2 &&
    strideHeight >= 2 &&
    strideWidth >= 2 &&
    padInfo.top === 0 &&
    padInfo.left === 0 &&
    (windows.outHeight - 1) * strideHeight + 2 <= inHeight &&
    (windows.outWidth - 1) * strideWidth + 2 <= inWidth
  );
}

function routeToMaxima(
  windows: backend_util.Conv2DInfo,
  input: Float32Array,
  dy: Float32Array,
  output: Float32Array,
): void {
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth } = windows;
  const { strideHeight, strideWidth } = windows;
  const [right, below] = [inChannels, inWidth * inChannels];
  const across = below + right;
  // Bits of floats that are not negative are ordered as the floats are, and integers can be compared
  // without branches, which no processor could foresee here.
  const bits = new Int32Array(input.buffer, input.byteOffset, input.length);
  output.fill(0);
  let window = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const row = image * inHeight + y * strideHeight;
        const corner = (row * inWidth + x * strideWidth) * inChannels;
        for (let first = corner; first < corner + inChannels; first++) {
          const a = bits[first]!;
          const b = bits[first + right]!;
          const c = bits[first + below]!;
          const d = bits[first + across]!;
          let isLarger = (a - b) >> 31;
          let offset = right & isLarger;
          let largest = a ^ ((a ^ b) & isLarger);
          isLarger = (largest - c) >> 31;
          offset ^= (offset ^ below) & isLarger;
          largest ^= (largest ^ c) & isLarger;
          isLarger = (largest - d) >> 31;
          offset ^= (offset ^ across) & isLarger;
          const hasNegative = (a | b | c | d) < 0;
          if (hasNegative) offset = findLargest(input, first, [0, right, below, across]);
          output[first + offset] = dy[window]!;
          window++;
        }
      }
    }
  }
}

/** The first of the offsets from `start` at which the largest value stands. */
function findLargest(values: Float32Array, start: number, offsets: readonly number[]): number {
  return offsets.reduce((largest, offset) =>
    values[start + offset]! > values[start + largest]! ? offset : largest,
  );
}
