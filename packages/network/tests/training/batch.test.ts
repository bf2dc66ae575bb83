import { CIFAR10 } from '@layerprint/core/images';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutBatches, gatherBatch } from '../../src/training/batch.ts';

const IMAGES = {
  shape: CIFAR10.image,
  count: 3,
  pixels: Uint8Array.from({ length: 3 * 3072 }, (_, i) => (i * 7) % 256),
  labels: Uint8Array.of(4, 5, 6),
};

describe('gatherBatch', () => {
  it('takes the images in the order asked for as bytes', () => {
    const batch = gatherBatch(IMAGES, Uint32Array.of(2, 0));
    expect(batch.shape).toEqual([2, 32, 32, 3]);
    expect([...batch.labels]).toEqual([6, 4]);
    const bytes = [...IMAGES.pixels.subarray(2 * 3072), ...IMAGES.pixels.subarray(0, 3072)];
    expect(batch.pixels).toEqual(Uint8Array.from(bytes));
  });
});

describe('cutBatches', () => {
  it('loses no index, and only the last batch may be smaller', () => {
    fc.assert(
      fc.property(fc.uint32Array(), fc.integer({ min: 1, max: 20 }), (indices, size) => {
        const batches = [...cutBatches(indices, size)];
        expect(batches.flatMap((batch) => [...batch])).toEqual([...indices]);
        expect(batches.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
        expect(batches.every((batch) => batch.length > 0)).toBe(true);
      }),
    );
  });
});
