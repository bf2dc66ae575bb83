import { registerLayerprintInBrowser } from '@layerprint/backend/browser';
import * as tf from '@tensorflow/tfjs-core';
import { train } from './train.js';

globalThis.trainHere = async (options) => {
  await registerLayerprintInBrowser(options);
  await tf.setBackend('layerprint');
  return { ...(await train()), threads: tf.backend().runner?.threads };
};
