import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import './both-backends.ts';
import { computeHashes, type Hashes } from './compute-hashes.ts';
import { hashInChromium } from './hash-in-chromium.ts';

/** SHA-256 of the weights after some steps. A change of a kernel that changes a bit changes it. */
const EXPECTED = 'cdbe23e1b6a072d4bb6d6ebe62997d250ca7bdb075e1303b27b265e5a46f81a7';

describe('the backend', () => {
  let hashes: Hashes;

  beforeAll(async () => {
    await tf.setBackend('layerprint');
    hashes = await computeHashes();
  });

  it('trains to the weights that other machines and earlier runs gave', () => {
    expect(hashes.training).toBe(EXPECTED);
  });

  it('gives the same bits each time, in every kernel', async () => {
    expect(await computeHashes()).toEqual(hashes);
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'gives the same bits in Chromium, in every kernel',
    { timeout: 120_000 },
    async () => {
      const { training, kernels } = await hashInChromium();
      expect(kernels).toEqual(hashes.kernels);
      expect(training).toBe(EXPECTED);
    },
  );
});
