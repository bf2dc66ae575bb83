import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import {
  type ImageKind,
  type ImageSet,
  type ImageShape,
  countPixelValues,
  createImageSet,
} from '@layerprint/core/images';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';
import { readVerifiedFile } from './verified-file.ts';

/*
 * CIFAR-10's binary layout, for images of any size: one record an image, its label in a byte, then a plane for
 * each channel, row by row. Source: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 */

/** Bytes of one image with its label. */
export function countRecordBytes(shape: ImageShape): number {
  return 1 + countPixelValues(shape);
}

/**
 * Reads files of records, verified, as one set of images in file order. No more than one file is in memory
 * beside the images.
 *
 * @param remedy What the user should do about a wrong file: the hint of every error.
 * @throws {LayerprintError} `data-file-missing`, `data-file-size` or `data-file-corrupt`, when a file is
 *   not as expected; `data-file-records`, when it is as expected but is not made of whole records;
 *   `unknown-label`, for a label that no class has.
 */
export async function readRecords(
  folder: string,
  files: readonly DatasetFile[],
  kind: ImageKind,
  remedy: string,
): Promise<ImageSet> {
  for (const file of files) assertWholeRecords(file, kind.image, remedy);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const images = createImageSet(kind.image, bytes / countRecordBytes(kind.image));
  let first = 0;
  for (const file of files) {
    const records = await readVerifiedFile(join(folder, file.name), file, remedy);
    assertLabels(records, kind, file.name, remedy);
    decodeRecords(records, images, first);
    first += file.bytes / countRecordBytes(kind.image);
  }
  return images;
}

/**
 * Encodes one image as a record.
 *
 * @param pixels `[height, width, channels]`, 0 to 255.
 * @param target Of the size of a record, written over.
 */
export function encodeRecord(
  label: number,
  pixels: Uint8Array,
  { height, width, channels }: ImageShape,
  target: Uint8Array,
): void {
  target[0] = label;
  const plane = height * width;
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      target[1 + channel * plane + pixel] = pixels[pixel * channels + channel]!;
    }
  }
}

/** Decodes whole records into a set of images, from the `first` of its places on. */
export function decodeRecords(records: Uint8Array, images: ImageSet, first: number): void {
  const { height, width, channels } = images.shape;
  const plane = height * width;
  const size = countRecordBytes(images.shape);
  for (let record = 0; record * size < records.length; record++) {
    const source = record * size;
    images.labels[first + record] = records[source]!;
    let target = (first + record) * plane * channels;
    for (let pixel = source + 1; pixel <= source + plane; pixel++) {
      for (let channel = 0; channel < channels; channel++) {
        images.pixels[target++] = records[pixel + channel * plane]!;
      }
    }
  }
}

function assertLabels(
  records: Uint8Array,
  { image, classNames }: ImageKind,
  name: string,
  remedy: string,
): void {
  const size = countRecordBytes(image);
  for (let record = 0; record * size < records.length; record++) {
    const label = records[record * size]!;
    if (label < classNames.length) continue;
    throw new LayerprintError(
      'unknown-label',
      `Image ${record} of ${name} has the label ${label}; the classes are 0 to ${classNames.length - 1}.`,
      remedy,
    );
  }
}

function assertWholeRecords({ name, bytes }: DatasetFile, shape: ImageShape, remedy: string): void {
  const size = countRecordBytes(shape);
  if (bytes % size === 0) return;
  throw new LayerprintError(
    'data-file-records',
    `${name} should have ${bytes.toLocaleString('en-US')} bytes, which is not a multiple of ${size.toLocaleString('en-US')}, the size of one image.`,
    remedy,
  );
}
