import { join } from 'node:path';
import { pickImage, type ImageSet } from '@layerprint/core/images';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';
import type { Parts } from '../parts.ts';
import { countRecordBytes, encodeRecord } from '../records.ts';

/** Of one file at most: no more of the records is in memory beside the images. In bytes, 64 MiB. */
const FILE_BYTES = 2 ** 26;

/**
 * Writes the images of a data set as records, so that all that follows reads one layout, whatever the files were.
 *
 * @returns Training files in order, then test files in order.
 * @throws {LayerprintError} `not-written`.
 */
export async function writeImages(
  folder: string,
  { training, test }: Parts,
): Promise<DatasetFile[]> {
  return [
    ...(await writePart(folder, 'training', training)),
    ...(await writePart(folder, 'test', test)),
  ];
}

async function writePart(folder: string, part: string, images: ImageSet): Promise<DatasetFile[]> {
  const imagesPerFile = Math.floor(FILE_BYTES / countRecordBytes(images.shape));
  const files: DatasetFile[] = [];
  for (let first = 0; first < images.count; first += imagesPerFile) {
    const end = Math.min(first + imagesPerFile, images.count);
    const name = `${part}_${files.length + 1}.bin`;
    files.push(await writeRecords(folder, name, images, first, end));
  }
  return files;
}

/**
 * Writes some of the images as a file of records.
 *
 * @param first Of them, to `end`, which is none of them.
 * @throws {LayerprintError} `not-written`.
 */
export async function writeRecords(
  folder: string,
  name: string,
  images: ImageSet,
  first = 0,
  end = images.count,
): Promise<DatasetFile> {
  const size = countRecordBytes(images.shape);
  const content = new Uint8Array((end - first) * size);
  for (let index = first; index < end; index++) {
    const record = content.subarray((index - first) * size, (index - first + 1) * size);
    encodeRecord(images.labels[index]!, pickImage(images, index), images.shape, record);
  }
  await writeFileAtomically(join(folder, name), content);
  return { name, bytes: content.length, sha256: hashSha256(content) };
}
