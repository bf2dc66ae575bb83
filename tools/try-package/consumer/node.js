import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { train } from './train.js';

const [backend, threads] = process.argv.slice(2);
if (backend === 'layerprint') registerLayerprintInNode({ threads: Number(threads) });
else await import('@tensorflow/tfjs-backend-cpu');
await tf.setBackend(backend);
process.stdout.write(JSON.stringify(await train()));
