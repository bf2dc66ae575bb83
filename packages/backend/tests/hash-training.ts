import * as tf from '@tensorflow/tfjs-core';
import { makeTrainingNetwork } from './article-network.ts';

const STEPS = 4;
/** Not a multiple of the shards, so that they differ in length. */
const BATCH = 11;

/** Trains the article's network for some steps on the current backend and hashes its weights with SHA-256. */
export async function hashTraining(): Promise<string> {
  const { variables, step } = makeTrainingNetwork(BATCH);
  for (let i = 0; i < STEPS; i++) step();
  const weights = tf.tidy(() => tf.concat(variables.map((variable) => tf.reshape(variable, [-1]))));
  const bytes = new Uint8Array(weights.dataSync<'float32'>().slice().buffer);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
