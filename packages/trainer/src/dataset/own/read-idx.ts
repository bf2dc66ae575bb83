import { refuseData } from './refuse-data.ts';

/** What of an IDX file's third byte says: the type of its values. */
const TYPES: Readonly<Record<number, string>> = {
  0x08: 'unsigned bytes',
  0x09: 'signed bytes',
  0x0b: '16-bit integers',
  0x0c: '32-bit integers',
  0x0d: 'float32',
  0x0e: 'float64',
};
const UNSIGNED_BYTES = 0x08;

/** Values in a row, of a shape. */
export interface ByteArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/**
 * Reads an IDX file of unsigned bytes, MNIST's format: two zero bytes, the type, the number of dimensions, then
 * each dimension as 32 bits, the first byte first, then the values.
 *
 * Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", "File formats".
 *
 * @throws {LayerprintError} `data-not-supported`, naming the file and what is wrong with it.
 */
export function readIdx(path: string, content: Buffer): ByteArray {
  if (content.length < 4 || content.readUInt16BE(0) !== 0) {
    throw refuseData(path, 'is no IDX file: it does not begin with two zero bytes');
  }
  const [type, dimensions] = [content[2]!, content[3]!];
  if (type !== UNSIGNED_BYTES) {
    const found = TYPES[type] ?? `values of the unknown type ${type}`;
    throw refuseData(path, `holds ${found}, where unsigned bytes are expected`);
  }
  const start = 4 + 4 * dimensions;
  if (dimensions === 0 || content.length < start) {
    throw refuseData(path, 'is cut off, or no IDX file: it ends before its dimensions do');
  }
  const shape = Array.from({ length: dimensions }, (_, i) => content.readUInt32BE(4 + 4 * i));
  const wanted = shape.reduce((product, length) => product * length, 1);
  const found = content.length - start;
  if (found !== wanted) {
    throw refuseData(
      path,
      `says that it holds ${shape.join(' × ')} = ${wanted.toLocaleString('en-US')} bytes, and holds ${found.toLocaleString('en-US')}`,
    );
  }
  return { shape, values: content.subarray(start) };
}
