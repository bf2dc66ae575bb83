import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';

/** The bytes of an IDX file, of unsigned bytes unless another type is said. */
export function makeIdx(shape: readonly number[], values: Iterable<number>, type = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, type, shape.length]);
  for (const [axis, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, Uint8Array.from(values)]);
}

/** The bytes of a .npy file, as NumPy writes them: its header a multiple of 64 bytes. */
export function makeNpy(
  type: string,
  shape: readonly number[],
  values: Uint8Array,
  { version = 1, order = 'False' } = {},
): Buffer {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${tuple}), }`;
  const start = version === 1 ? 10 : 12;
  const length = 64 * Math.ceil((start + text.length + 1) / 64) - start;
  const header = Buffer.alloc(start);
  header.write('\x93NUMPY', 'latin1');
  header[6] = version;
  if (version === 1) header.writeUInt16LE(length, 8);
  else header.writeUInt32LE(length, 8);
  return Buffer.concat([header, Buffer.from(`${text.padEnd(length - 1)}\n`), values]);
}

/** The bytes of a zip archive, as `numpy.savez_compressed` makes one. */
export async function makeZip(
  contents: Readonly<Record<string, Uint8Array>>,
  { level = 5 } = {},
): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level });
  for (const [name, content] of Object.entries(contents)) {
    await writer.add(name, new Uint8ArrayReader(content));
  }
  return Buffer.from(await writer.close());
}

/** A colour that is the same everywhere, or a function of the place. */
type Paint = (x: number, y: number) => readonly number[];

/** A PNG with 1 to 4 channels of 8 or 16 bits. */
export function makePng(width: number, height: number, paint: Paint, depth: 8 | 16 = 8): Buffer {
  const values = paintAll(width, height, paint);
  const channels = values.length / (width * height);
  const data = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
  return Buffer.from(encodePng({ width, height, channels, depth, data }));
}

/** A baseline JPEG in colour, of the best quality. */
export function makeJpeg(width: number, height: number, paint: Paint): Buffer {
  const values = paintAll(width, height, (x, y) => [...paint(x, y).slice(0, 3), 255]);
  return Buffer.from(encodeJpeg({ width, height, data: Uint8Array.from(values) }, 100).data);
}

/** An EXIF block that says an orientation, in either order of bytes. */
export function makeExif(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(order, 'latin1');
  const write16 = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  write16(42, 2);
  write32(8, 4);
  write16(1, 8);
  write16(0x0112, 10);
  write16(3, 12);
  write32(1, 14);
  write16(orientation, 18);
  return tiff;
}

/** Puts EXIF with an orientation into a JPEG. */
export function turn(picture: Buffer, orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), makeExif(orientation, order)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  return Buffer.concat([
    picture.subarray(0, 2),
    Buffer.of(0xff, 0xe1),
    length,
    content,
    picture.subarray(2),
  ]);
}

function paintAll(width: number, height: number, paint: Paint): number[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => [...paint(x, y)]),
  ).flat(2);
}

/** Writes files below a folder. */
export async function placeFiles(
  root: string,
  contents: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}
