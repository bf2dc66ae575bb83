import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { hashTraining } from './hash-training.ts';

// Prints the hash that a training run gives in this version of Node, for tests that compare versions.
tf.enableProdMode();
registerLayerprintInNode();
await tf.setBackend('layerprint');
process.stdout.write(await hashTraining());
