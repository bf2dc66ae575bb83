import type { LayerprintBackend } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { makeTrainingNetwork } from '../../packages/backend/tests/article-network.ts';

const WARM_UP_STEPS = 30;

/** A training step to repeat, and the backend it runs on. */
export interface TrainingStep {
  readonly backend: LayerprintBackend;
  run(): void;
}

/** Makes a step of the article's training on random images that is compiled and warm. */
export async function makeTrainingStep(threads: number, batch: number): Promise<TrainingStep> {
  tf.enableProdMode();
  registerLayerprintInNode({ threads });
  await tf.setBackend('layerprint');
  const { step } = makeTrainingNetwork(batch);
  for (let i = 0; i < WARM_UP_STEPS; i++) step();
  return { backend: tf.backend() as unknown as LayerprintBackend, run: () => void step() };
}
