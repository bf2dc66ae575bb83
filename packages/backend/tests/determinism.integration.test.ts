import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import './both-backends.ts';
import { computeHashes, type Hashes } from './compute-hashes.ts';
import { hashInChromium } from './hash-in-chromium.ts';

/** SHA-256 of the weights after some steps. A change of a kernel that changes a bit changes it. */
const EXPECTED = 'dfd808675530f824d331883cf69bb6755c4831636f0becd8bf77706b63f7922f';
const PRINT_HASHES = fileURLToPath(new URL('./print-hashes.ts', import.meta.url));

describe('the backend', () => {
  let hashes: Hashes;

  beforeAll(async () => {
    await tf.setBackend('layerprint');
    hashes = await computeHashes();
  });

  it('trains to the weights that other machines and earlier runs gave', () => {
    expect(hashes.training).toBe(EXPECTED);
  });

  it('gives the same bits each time, in every kernel', async () => {
    expect(await computeHashes()).toEqual(hashes);
  });

  it.each([1, 2, 3, 8])('gives the same bits in every kernel, threads: %d', (threads) => {
    const args = [PRINT_HASHES, '--threads', String(threads)];
    const printed = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    expect(printed).toEqual({ threads, ...hashes });
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64').each([1, 3])(
    'gives the same bits in every kernel in Chromium, threads: %d',
    async (threads) => {
      expect(await hashInChromium(threads)).toMatchObject({ threads, ...hashes });
    },
  );
});
