import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { KERNELS_FILE } from '@layerprint/backend/node';
import { hashSha256 } from '@layerprint/artifacts/files';
import { describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';

describe('selectBackend', () => {
  it('computes on the backend asked for and names the versions it depends on', async () => {
    const versions = await selectBackend('layerprint');
    expect(tf.getBackend()).toBe('layerprint');
    expect(versions).toEqual({
      node: process.versions.node,
      '@tensorflow/tfjs-core': tf.version_core,
      '@tensorflow/tfjs-layers': '4.22.0',
      '@layerprint/backend': hashSha256(readFileSync(KERNELS_FILE)),
    });
    await selectBackend('cpu');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('can be asked again', async () => {
    await selectBackend('layerprint');
    expect(await selectBackend('layerprint')).toEqual(await selectBackend('layerprint'));
  });

  it('does not take another backend where the one asked for is not installed', async () => {
    await selectBackend('cpu');
    await expect(selectBackend('node')).rejects.toMatchObject({
      code: 'backend-not-installed',
      message: expect.stringContaining('@tensorflow/tfjs-node'),
      hint: expect.stringContaining('npm install'),
    });
    expect(tf.getBackend()).toBe('cpu');
  });
});
