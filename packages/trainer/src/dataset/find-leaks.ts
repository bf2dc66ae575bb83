import type { Leak } from '@layerprint/core/schemas/dataset';
import type { Parts } from './parts.ts';
import { pickImage } from '@layerprint/core/images';

/**
 * Finds the test images that are also training images, byte for byte, whatever their labels.
 *
 * @returns By test image, each with the first such training image.
 */
export function findLeaks({ training, test }: Parts): Leak[] {
  const places = new Map<number, number[]>();
  for (let index = 0; index < test.count; index++) {
    const key = hashQuickly(pickImage(test, index));
    places.set(key, [...(places.get(key) ?? []), index]);
  }
  const found = new Map<number, number>();
  for (let trainingIndex = 0; trainingIndex < training.count; trainingIndex++) {
    const image = pickImage(training, trainingIndex);
    for (const testIndex of places.get(hashQuickly(image)) ?? []) {
      if (found.has(testIndex) || Buffer.compare(image, pickImage(test, testIndex)) !== 0) continue;
      found.set(testIndex, trainingIndex);
    }
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([testIndex, trainingIndex]) => ({ testIndex, trainingIndex }));
}

/** A number that equal images share, and others seldom. Source: FNV-1a, 32 bits. */
function hashQuickly(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash;
}
