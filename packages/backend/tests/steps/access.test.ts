import type { LayerprintBackend } from '@layerprint/backend';
import { KERNELS_FILE } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import '../any-call/by-one-thread.ts';
import { kernelVectors } from '../vectors/kernel-vectors.ts';
import { checkAccesses } from './check-accesses.ts';

it('kernels read and write what they say, and every kernel says it', async () => {
  tf.enableProdMode();
  await tf.setBackend('layerprint');
  const module = new WebAssembly.Module(readFileSync(KERNELS_FILE));
  const checked = checkAccesses(module, tf.backend() as unknown as LayerprintBackend);
  for (const compute of Object.values(kernelVectors)) {
    tf.tidy(() => compute().forEach((tensor) => tensor.dataSync()));
  }

  const names = WebAssembly.Module.exports(module).flatMap(({ name, kind }) =>
    kind === 'function' ? [name] : [],
  );
  const expected = names.filter((name) => name !== 'heapBase' && !name.endsWith('Carefully'));
  expect([...checked].sort()).toEqual(expected.sort());
});
