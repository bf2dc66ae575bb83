import {
  AdamOptimizer,
  BACKEND_NAME,
  crossEntropy,
  dropout,
  registerLayerprint,
  registerPortableKernels,
  type LayerprintBackend,
} from '@layerprint/backend';
import { registerLayerprintInBrowser, type BrowserOptions } from '@layerprint/backend/browser';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import '@layerprint/backend/web-worker';
import * as tf from '@tensorflow/tfjs-core';

const options: BrowserOptions = { threads: 2, kernels: '/kernels.wasm', worker: '/worker.js' };
await registerLayerprintInBrowser(options);
registerLayerprintInNode({ threads: 1 });
registerPortableKernels('cpu');
registerLayerprint(new WebAssembly.Module(new Uint8Array()), { limitBytes: 2 ** 20 });
await tf.setBackend(BACKEND_NAME);
const backend = tf.backend() as LayerprintBackend;
const dropped: tf.Tensor = dropout(tf.ones([2, 4]), 0.5, 1, 2);
const { losses } = crossEntropy(dropped as tf.Tensor2D, tf.tensor1d([0, 1]));
export const found: [string, number] = [losses.dtype, backend.numDataIds()];
export const optimizer = new AdamOptimizer({ learningRate: 0.1 });

// @ts-expect-error A wrong type of ours has to be seen: these are types, not `any`.
registerLayerprintInNode({ threads: 'two' });
