import { parseArgs } from 'node:util';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { computeHashes } from './compute-hashes.ts';

// Prints the hashes that this version of Node gives, as JSON, for the tool that compares them.
const { values } = parseArgs({ options: { threads: { type: 'string', default: '1' } } });
const register = registerLayerprintInNode as (options: { threads: number }) => void;

tf.enableProdMode();
register({ threads: Number(values.threads) });
await tf.setBackend('layerprint');
const { runner } = tf.backend() as unknown as { runner: { threads?: number } };
process.stdout.write(JSON.stringify({ threads: runner.threads ?? 1, ...(await computeHashes()) }));
