import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  MaxPoolGrad,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { KernelFunc } from '@tensorflow/tfjs-core';
import { convolveBackToFilter, convolveBackToInput } from './convolution-gradients.ts';
import { poolBackToInput } from './max-pool-gradient.ts';

let isRegistered = false;

/**
 * Gives TF.js's WebAssembly backend what it needs to train convolutional networks: the gradient of a
 * convolution's filter, which it lacks, and faster gradients of a convolution's input and of max pooling.
 */
export function registerGradientKernels(): void {
  if (isRegistered) return;
  isRegistered = true;
  register(Conv2DBackpropFilter, convolveBackToFilter);
  replace(Conv2DBackpropInput, convolveBackToInput);
  replace(MaxPoolGrad, poolBackToInput);
}

function replace(kernelName: string, kernelFunc: KernelFunc): void {
  unregisterKernel(kernelName, 'wasm');
  register(kernelName, kernelFunc);
}

function register(kernelName: string, kernelFunc: KernelFunc): void {
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
}
