import { parseArgs } from 'node:util';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { computeHashesByThreads } from './compute-hashes.ts';

// Prints the hashes that this version of Node gives, as JSON, for the tool that compares them.
const { values } = parseArgs({ options: { threads: { type: 'string', default: '1' } } });

tf.enableProdMode();
registerLayerprintInNode({ threads: Number(values.threads) });
await tf.setBackend('layerprint');
process.stdout.write(JSON.stringify(await computeHashesByThreads()));
