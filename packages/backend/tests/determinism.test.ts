import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import './both-backends.ts';
import { hashTrainingInChromium } from './chromium-hash.ts';
import { hashTraining } from './hash-training.ts';

/** SHA-256 of the weights after some steps. A change of a kernel that changes a bit changes it. */
const EXPECTED = '0237d076c7ec3d54ec049385835413839541014da87fa93ae588a53e49cad15e';

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
