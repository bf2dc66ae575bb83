import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import {
  CLASS_NAMES,
  IMAGE_BYTES,
  IMAGE_CHANNELS,
  IMAGE_SIZE,
  type ImageSet,
} from '@layerprint/core/images';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';
import { readVerifiedFile } from './verified-file.ts';

/** Pixels of one channel of an image. */
const PLANE_BYTES = IMAGE_SIZE * IMAGE_SIZE;
/** One image in CIFAR-10's binary layout: its label, then a plane each of red, green and blue. */
export const RECORD_BYTES = 1 + IMAGE_BYTES;

/** How many images a file of this many bytes holds. */
function countRecords(bytes: number): number {
  return Math.floor(bytes / RECORD_BYTES);
}

/**
 * Reads files in CIFAR-10's binary layout, verified, as one set of images in file order. No more than
 * one file is in memory beside the images.
 *
 * @param remedy What the user should do about a wrong file: the hint of every error.
 * @throws {LayerprintError} `data-file-missing`, `data-file-size` or `data-file-corrupt`, when a file is
 *   not as expected; `data-file-records`, when it is as expected but is not made of whole records;
 *   `unknown-label`, for a label above 9.
 */
export async function readImageSet(
  folder: string,
  files: readonly DatasetFile[],
  remedy: string,
): Promise<ImageSet> {
  for (const file of files) assertWholeRecords(file, remedy);
  const count = files.reduce((sum, file) => sum + countRecords(file.bytes), 0);
  const images = {
    count,
    pixels: new Uint8Array(count * IMAGE_BYTES),
    labels: new Uint8Array(count),
  };
  let first = 0;
  for (const file of files) {
    const records = await readVerifiedFile(join(folder, file.name), file, remedy);
    decodeRecords(records, images, first, file.name, remedy);
    first += countRecords(file.bytes);
  }
  return images;
}

/**
 * Encodes one image in CIFAR-10's binary layout.
 *
 * @param pixels `[32, 32, 3]`, 0 to 255.
 * @param target `[3073]`, written over.
 */
export function encodeRecord(label: number, pixels: Uint8Array, target: Uint8Array): void {
  target[0] = label;
  for (let pixel = 0; pixel < PLANE_BYTES; pixel++) {
    for (let channel = 0; channel < IMAGE_CHANNELS; channel++) {
      target[1 + channel * PLANE_BYTES + pixel] = pixels[pixel * IMAGE_CHANNELS + channel]!;
    }
  }
}

function decodeRecords(
  records: Uint8Array,
  images: ImageSet,
  first: number,
  name: string,
  remedy: string,
): void {
  for (let record = 0; record < countRecords(records.length); record++) {
    const source = record * RECORD_BYTES;
    const label = records[source]!;
    if (label >= CLASS_NAMES.length) {
      throw new LayerprintError(
        'unknown-label',
        `Image ${record} of ${name} has the label ${label}; the classes are 0 to ${CLASS_NAMES.length - 1}.`,
        remedy,
      );
    }
    images.labels[first + record] = label;
    const red = source + 1;
    let target = (first + record) * IMAGE_BYTES;
    for (let pixel = red; pixel < red + PLANE_BYTES; pixel++) {
      images.pixels[target++] = records[pixel]!;
      images.pixels[target++] = records[pixel + PLANE_BYTES]!;
      images.pixels[target++] = records[pixel + 2 * PLANE_BYTES]!;
    }
  }
}

function assertWholeRecords(file: DatasetFile, remedy: string): void {
  if (file.bytes % RECORD_BYTES === 0) return;
  throw new LayerprintError(
    'data-file-records',
    `${file.name} should have ${file.bytes.toLocaleString('en-US')} bytes, which is not a multiple of ${RECORD_BYTES.toLocaleString('en-US')}, the size of one image.`,
    remedy,
  );
}
