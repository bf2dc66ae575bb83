import { createRandom } from '@layerprint/core/random';
import { CIFAR10 } from '@layerprint/core/images';
import { countRecordBytes, encodeRecord } from '../records.ts';
import { drawImage } from './draw-image.ts';

export type Part = 'training' | 'test';

/** Images of one part to draw; plain data, so that it goes to a thread. */
export interface DrawJob {
  readonly seed: number;
  readonly part: Part;
  /** The first image's place in the part. */
  readonly first: number;
  /** What each shows. */
  readonly labels: readonly number[];
}

/**
 * Says what the images of a part show. Classes are equally frequent, up to one image, in a shuffled order.
 *
 * @returns `count` labels.
 */
export function chooseLabels(seed: number, part: Part, count: number): number[] {
  const order = createRandom(seed, `sketch-10/${part}/order`).permutation(count);
  return Array.from(order, (rank) => rank % CIFAR10.classNames.length);
}

/**
 * Draws images. Every image has a generator of its own, so it stays the same when another one is drawn otherwise.
 *
 * @returns Records in CIFAR-10's binary layout.
 */
export function drawRecords({ seed, part, first, labels }: DrawJob): Uint8Array {
  const size = countRecordBytes(CIFAR10.image);
  const records = new Uint8Array(labels.length * size);
  for (const [place, label] of labels.entries()) {
    const pixels = drawImage(label, createRandom(seed, `sketch-10/${part}/${first + place}`));
    const record = records.subarray(place * size, (place + 1) * size);
    encodeRecord(label, pixels, CIFAR10.image, record);
  }
  return records;
}
