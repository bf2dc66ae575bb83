import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import './both-backends.ts';
import { hashTrainingInChromium } from './chromium-hash.ts';
import { hashTraining } from './hash-training.ts';

/** SHA-256 of the weights after some steps. A change of a kernel that changes a bit changes it. */
const EXPECTED = 'cdbe23e1b6a072d4bb6d6ebe62997d250ca7bdb075e1303b27b265e5a46f81a7';

describe('training', () => {
  it('gives the weights that other machines and earlier runs gave, each time', async () => {
    await tf.setBackend('layerprint');
    expect(await hashTraining()).toBe(EXPECTED);
    expect(await hashTraining()).toBe(EXPECTED);
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'gives the same weights in Chromium',
    { timeout: 120_000 },
    async () => {
      expect(await hashTrainingInChromium()).toBe(EXPECTED);
    },
  );
});
