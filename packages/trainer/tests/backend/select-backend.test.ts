import * as tf from '@tensorflow/tfjs-core';
import { version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';

describe('selectBackend', () => {
  it('computes on the backend asked for and names the versions it depends on', async () => {
    const versions = await selectBackend('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(versions).toEqual({
      node: process.versions.node,
      '@tensorflow/tfjs-core': tf.version_core,
      '@tensorflow/tfjs-layers': '4.22.0',
      '@tensorflow/tfjs-backend-wasm': version_wasm,
    });
    await selectBackend('cpu');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('can be asked again', async () => {
    await selectBackend('wasm');
    expect(await selectBackend('wasm')).toEqual(await selectBackend('wasm'));
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
