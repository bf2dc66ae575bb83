import * as tf from '@tensorflow/tfjs-core';
import { makeTrainingNetwork } from './article-network.ts';
import { hashNumbers } from './hash-numbers.ts';

const STEPS = 4;
/** Not a multiple of the shards, so that they differ in length. */
const BATCH = 11;

/** Trains the article's network for some steps on the current backend and hashes its weights with SHA-256. */
export async function hashTraining(): Promise<string> {
  const { variables, step } = makeTrainingNetwork(BATCH);
  for (let i = 0; i < STEPS; i++) step();
  const weights = tf.tidy(() => tf.concat(variables.map((variable) => tf.reshape(variable, [-1]))));
  return hashNumbers([weights.dataSync<'float32'>()]);
}
