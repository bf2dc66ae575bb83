import { registerPortableKernels } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';

// TF.js's CPU backend otherwise advertises its Node backend on the console.
tf.enableProdMode();
registerLayerprintInNode();
registerPortableKernels('cpu');

/** Has TF.js compute by our backend or by its own, from here on. */
export async function useBackend(name: 'layerprint' | 'cpu'): Promise<void> {
  await tf.setBackend(name);
}
