import { join } from 'node:path';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import { createRandom } from '@layerprint/core/random';
import { CIFAR10 } from '@layerprint/core/images';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';
import type { DatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import { countRecordBytes, encodeRecord } from '../records.ts';
import { drawImage } from './draw-image.ts';

type Sketch10Choice = Extract<DatasetChoice, { name: 'sketch-10' }>;

const RECORD_BYTES = countRecordBytes(CIFAR10.image);
/** Images in one training file, as in CIFAR-10. */
const IMAGES_PER_FILE = 10_000;

/**
 * Draws sketch-10 and writes it in CIFAR-10's binary layout: `data_batch_1.bin` and so on, and
 * `test_batch.bin`.
 *
 * @returns Training files in order, then the test file.
 * @throws {LayerprintError} `not-written`.
 */
export async function writeSketch10(
  folder: string,
  choice: Sketch10Choice,
): Promise<DatasetFile[]> {
  const { seed, trainingImages, testImages } = choice;
  const training = drawRecords(seed, 'training', trainingImages);
  const contents: [string, Uint8Array][] = [];
  for (let first = 0; first < trainingImages; first += IMAGES_PER_FILE) {
    const part = training.subarray(first * RECORD_BYTES, (first + IMAGES_PER_FILE) * RECORD_BYTES);
    contents.push([`data_batch_${contents.length + 1}.bin`, part]);
  }
  contents.push(['test_batch.bin', drawRecords(seed, 'test', testImages)]);
  for (const [name, content] of contents) await writeFileAtomically(join(folder, name), content);
  return contents.map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: hashSha256(content),
  }));
}

/**
 * Draws one part of sketch-10. Classes are equally frequent, up to one image, in a shuffled order.
 * Every image has a generator of its own, so it stays the same when another one is drawn otherwise.
 *
 * @returns `count` records in CIFAR-10's binary layout.
 */
export function drawRecords(seed: number, part: 'training' | 'test', count: number): Uint8Array {
  const order = createRandom(seed, `sketch-10/${part}/order`).permutation(count);
  const records = new Uint8Array(count * RECORD_BYTES);
  for (const [index, rank] of order.entries()) {
    const label = rank % CIFAR10.classNames.length;
    const pixels = drawImage(label, createRandom(seed, `sketch-10/${part}/${index}`));
    const record = records.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES);
    encodeRecord(label, pixels, CIFAR10.image, record);
  }
  return records;
}
