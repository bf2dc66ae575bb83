import type { LayerprintBackend } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { makeTrainingNetwork } from '../../../packages/backend/tests/article-network.ts';
import { watchKernels } from '../../bench/watch-kernels.ts';

const BATCH = 3;

/** Multiply–adds of the article's network for one image, forward: filter taps times outputs, dense sizes. */
const FIRST_CONVOLUTION = 9 * 3 * 16 * 32 * 32;
const CONVOLUTIONS = 9 * 16 * 16 * (32 * 32 + 2 * 16 * 16 + 2 * 8 * 8);
const DENSE = 16 * 64 * 8 * 8 + 4096 * 10;

it('counts the work of a training step of the article’s network by its kernels’ arguments', async () => {
  tf.enableProdMode();
  registerLayerprintInNode();
  await tf.setBackend('layerprint');
  const { step } = makeTrainingNetwork(BATCH);
  const { runner } = tf.backend() as unknown as LayerprintBackend;
  const uses = [...watchKernels(runner, step).values()];

  // Forward, the gradient of what went in, the gradient of the weights; nobody needs that of the images.
  const products = 2 * FIRST_CONVOLUTION + 3 * (CONVOLUTIONS + DENSE);
  const counted = uses.reduce((sum, use) => sum + use.directOperations, 0);
  expect(counted).toBe(2 * products * BATCH);

  // Winograd's tiles need 36 multiplications where 16 pixels of output take 144, and a fourth channel of zeros
  // goes with the image's three.
  const done = uses.reduce((sum, use) => sum + use.operations, 0);
  const byWinograd = (2 * (4 / 3) * FIRST_CONVOLUTION + 3 * CONVOLUTIONS) / 4;
  expect(done).toBe(2 * (byWinograd + 3 * DENSE) * BATCH);
});
