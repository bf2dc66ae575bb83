import { readFileSync } from 'node:fs';
import type { LayerprintBackend } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import '../both-backends.ts';
import { kernelVectors } from './kernel-vectors.ts';

/** Exports that compute nothing: sizes and addresses. */
const NO_KERNELS = ['heapBase', 'winogradScratchBytes'];

it('test vectors run every function that the kernels export', async () => {
  const kernels = readFileSync(new URL('../../dist/kernels.wasm', import.meta.url));
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(kernels))
    .filter(({ kind, name }) => kind === 'function' && !NO_KERNELS.includes(name))
    .map(({ name }) => name);
  await tf.setBackend('layerprint');
  const { runner } = tf.backend() as unknown as LayerprintBackend;
  const run = new Set<string>();
  runner.observer = (kernel) => run.add(kernel);
  for (const compute of Object.values(kernelVectors)) {
    tf.tidy(() => compute().forEach((tensor) => tensor.dataSync()));
  }
  runner.observer = undefined;
  expect(exported.filter((name) => !run.has(name))).toEqual([]);
});
