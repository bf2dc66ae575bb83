import { refuseData } from './refuse-data.ts';

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');

/** Values as NumPy wrote them. */
export interface NumpyArray {
  /** NumPy's word for the type of a value: `|u1`, `<i8`. */
  readonly type: string;
  readonly shape: readonly number[];
  /** In C order. */
  readonly bytes: Buffer;
}

/**
 * Reads a .npy file: magic and version, the length of a header, the header as a Python dictionary, the values.
 *
 * Source: NumPy, "numpy.lib.format", versions 1.0 to 3.0.
 *
 * @throws {LayerprintError} `data-not-supported`, naming the file and what is wrong with it: no .npy, an array of
 *   objects or records, Fortran's order, a wrong length.
 */
export function readNpy(path: string, content: Buffer): NumpyArray {
  if (!content.subarray(0, 6).equals(MAGIC) || content.length < 12) {
    throw refuseData(path, 'is no .npy file: it does not begin with NumPy’s magic bytes');
  }
  const version = content[6]!;
  if (version < 1 || version > 3) {
    throw refuseData(path, `is of version ${version} of the .npy format, where 1 to 3 are known`);
  }
  const [start, length] =
    version === 1 ? [10, content.readUInt16LE(8)] : [12, content.readUInt32LE(8)];
  const header = content.toString('utf8', start, start + length);
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (content.length < start + length || order === undefined || shape === undefined) {
    throw refuseData(path, 'is cut off, or no .npy file: its header cannot be read');
  }
  if (type === undefined) throw refuseData(path, 'holds records, where plain numbers are expected');
  if (order === 'True') {
    throw refuseData(
      path,
      'is in Fortran’s order, where C’s is expected',
      'Save numpy.ascontiguousarray(array) instead.',
    );
  }
  const lengths = shape.split(',').flatMap((part) => (part.trim() === '' ? [] : [Number(part)]));
  const bytes = content.subarray(start + length);
  const size = Number(/\d+$/.exec(type)?.[0] ?? Number.NaN);
  const wanted = lengths.reduce((product, one) => product * one, 1) * size;
  // What is no number has other sizes, and is refused by what wants numbers.
  if (!/^[<>|=][biufc]\d+$/.test(type) || bytes.length === wanted) {
    return { type, shape: lengths, bytes };
  }
  throw refuseData(
    path,
    `says that it holds ${lengths.join(' × ')} values of ${type}, ${wanted.toLocaleString('en-US')} bytes, and holds ${bytes.length.toLocaleString('en-US')}`,
  );
}

const BYTES = ['|u1', '<u1', '>u1', '=u1'];

/**
 * The values of an array of unsigned bytes.
 *
 * @throws {LayerprintError} `data-not-supported`, for any other type.
 */
export function readBytes(path: string, { type, bytes }: NumpyArray): Uint8Array {
  if (BYTES.includes(type)) return bytes;
  throw refuseData(
    path,
    `holds ${nameType(type)}, where images are unsigned bytes from 0 to 255 (uint8)`,
    'Save array.astype(numpy.uint8), scaled to 0 to 255 where it was not.',
  );
}

/**
 * The values of an array of integers.
 *
 * @throws {LayerprintError} `data-not-supported`, for any other type.
 */
export function readIntegers(path: string, { type, bytes }: NumpyArray): number[] {
  const [, order, kind, digits] = /^([<>|=])([iu])([1248])$/.exec(type) ?? [];
  if (kind === undefined) {
    throw refuseData(
      path,
      `holds ${nameType(type)}, where labels are integers`,
      'Save array.astype(numpy.int64).',
    );
  }
  const size = Number(digits);
  const isBig = order === '>';
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const at = bytes.subarray(i * size, (i + 1) * size);
    if (size === 8) {
      const signed = isBig ? at.readBigInt64BE() : at.readBigInt64LE();
      return Number(kind === 'i' ? signed : BigInt.asUintN(64, signed));
    }
    if (kind === 'i') return isBig ? at.readIntBE(0, size) : at.readIntLE(0, size);
    return isBig ? at.readUIntBE(0, size) : at.readUIntLE(0, size);
  });
}

const KINDS: Readonly<Record<string, string>> = { f: 'float', i: 'int', u: 'uint', c: 'complex' };
const OTHERS: Readonly<Record<string, string>> = {
  b: 'booleans',
  O: 'objects of Python',
  U: 'text',
  S: 'text',
};

/** "float64 (<f8)", "text (<U3)". */
function nameType(type: string): string {
  const [, kind = '', size] = /^[<>|=]([a-zA-Z])(\d*)$/.exec(type) ?? [];
  const word = KINDS[kind];
  if (word !== undefined) return `${word}${Number(size) * 8} (${type})`;
  return OTHERS[kind] === undefined ? `values of the type ${type}` : `${OTHERS[kind]} (${type})`;
}
