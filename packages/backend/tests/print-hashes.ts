import { parseArgs } from 'node:util';
import type { LayerprintBackend } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { computeHashes } from './compute-hashes.ts';

// Prints the hashes that this version of Node gives, as JSON, for the tool that compares them.
const { values } = parseArgs({ options: { threads: { type: 'string', default: '1' } } });

tf.enableProdMode();
registerLayerprintInNode({ threads: Number(values.threads) });
await tf.setBackend('layerprint');
const { runner } = tf.backend() as unknown as LayerprintBackend;
const hashes = await computeHashes();
process.stdout.write(JSON.stringify({ threads: runner.threads, ...hashes }));
