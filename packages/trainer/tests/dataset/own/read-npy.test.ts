import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBytes, readIntegers, readNpy } from '../../../src/dataset/own/read-npy.ts';
import { readFromZip } from '../../../src/dataset/own/unzip.ts';
import { makeNpy, makeZip } from './make-files.ts';

/** What NumPy 2.4 writes itself: `numpy.save`, `numpy.savez` and `numpy.savez_compressed`. */
const BY_NUMPY = {
  bytes:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAgP6+/w=',
  bigEndian:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPmk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAP//////////AAAAAAAAAAc=',
  stored:
    'UEsDBC0AAAAAAAAAIQB+ntfP//////////8FABQAeC5ucHkBABAAhgAAAAAAAACGAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJ3x1MScsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAzKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAECAwQFUEsBAi0DLQAAAAAAAAAhAH6e18+GAAAAhgAAAAUAAAAAAAAAAAAAAIABAAAAAHgubnB5UEsFBgAAAAABAAEAMwAAAL0AAAAAAA==',
  compressed:
    'UEsDBC0AAAAIAAAAIQB+ntfP//////////8FABQAeC5ucHkBABAAhgAAAAAAAABMAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgZGJmYWVgBQSwECLQMtAAAACAAAACEAfp7Xz0wAAACGAAAABQAAAAAAAAAAAAAAgAEAAAAAeC5ucHlQSwUGAAAAAAEAAQAzAAAAgwAAAAAA',
};
const fromBase64 = (text: string) => Buffer.from(text, 'base64');

describe('what NumPy writes', () => {
  it('is read', () => {
    const array = readNpy('a.npy', fromBase64(BY_NUMPY.bytes));
    expect([array.type, array.shape]).toEqual(['|u1', [2, 3]]);
    expect([...readBytes('a.npy', array)]).toEqual([1, 2, 3, 250, 251, 252]);
    const labels = readNpy('b.npy', fromBase64(BY_NUMPY.bigEndian));
    expect(readIntegers('b.npy', labels)).toEqual([0, -1, 7]);
  });

  it.each([BY_NUMPY.stored, BY_NUMPY.compressed])('is read out of an archive', async (text) => {
    const member = await readFromZip('a.npz', fromBase64(text), 'x.npy');
    const array = readNpy('a.npz', member as Buffer);
    expect([...readBytes('a.npz', array)]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await readFromZip('a.npz', fromBase64(text), 'y.npy')).toEqual(['x.npy']);
  });
});

/** Each type of integers with the typed array that holds it, the lowest byte first. */
const INTEGERS = [
  ['i1', Int8Array],
  ['u1', Uint8Array],
  ['i2', Int16Array],
  ['u2', Uint16Array],
  ['i4', Int32Array],
  ['u4', Uint32Array],
] as const;

it('reads back integers of every type, in either order of bytes and every version', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...INTEGERS),
      fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 9 }),
      fc.constantFrom('<', '>'),
      fc.constantFrom(1, 2, 3),
      ([type, Type], numbers, order, version) => {
        const values = Type.from(numbers);
        const bytes = Buffer.from(values.buffer.slice(0));
        if (order === '>') {
          for (let at = 0; at < bytes.length; at += values.BYTES_PER_ELEMENT) {
            bytes.subarray(at, at + values.BYTES_PER_ELEMENT).reverse();
          }
        }
        const array = readNpy('a', makeNpy(`${order}${type}`, [values.length], bytes, { version }));
        expect(readIntegers('a', array)).toEqual([...values]);
      },
    ),
  );
});

it('reads 64-bit integers with and without a sign', () => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(-3n);
  expect(readIntegers('a', readNpy('a', makeNpy('<i8', [1], bytes)))).toEqual([-3]);
  bytes.writeBigUInt64LE(9n);
  expect(readIntegers('a', readNpy('a', makeNpy('<u8', [1], bytes)))).toEqual([9]);
});

const whole = makeNpy('|u1', [2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6));
const records = Buffer.from(whole.toString('latin1').replace("'|u1'", "[('a'"), 'latin1');

it.each([
  ['an empty file', Buffer.alloc(0), 'is no .npy file'],
  ['text', Buffer.from('hello there, NumPy'), 'is no .npy file'],
  ['another version', makeNpy('|u1', [1], Uint8Array.of(1), { version: 4 }), 'is of version 4'],
  ['a header that is cut off', whole.subarray(0, 40), 'its header cannot be read'],
  [
    'a value too few',
    whole.subarray(0, -1),
    'says that it holds 2 × 3 values of |u1, 6 bytes, and holds 5',
  ],
  ['a value too many', Buffer.concat([whole, Buffer.of(1)]), 'and holds 7'],
  ['records', records, 'holds records'],
  [
    'Fortran’s order',
    makeNpy('|u1', [2], Uint8Array.of(1, 2), { order: 'True' }),
    'is in Fortran’s order',
  ],
])('refuses %s by name', (_, content, problem) => {
  expect(() => readNpy('a.npy', content)).toThrow(
    expect.objectContaining({
      code: 'data-not-supported',
      message: expect.stringContaining(problem) as string,
    }),
  );
});

it.each([
  ['<f8', 'float64 (<f8)'],
  ['<f4', 'float32 (<f4)'],
  ['<c16', 'complex128 (<c16)'],
  ['<i8', 'int64 (<i8)'],
  ['|b1', 'booleans (|b1)'],
  ['|O', 'objects of Python (|O)'],
  ['<M8', 'values of the type <M8'],
])('refuses images of %s', (type, name) => {
  const array = readNpy('x.npy', makeNpy(type, [1], new Uint8Array(Number(type.slice(2)) || 8)));
  expect(() => readBytes('x.npy', array)).toThrow(
    `x.npy holds ${name}, where images are unsigned bytes from 0 to 255 (uint8).`,
  );
});

it.each([
  ['<f8', 'float64 (<f8)'],
  ['|b1', 'booleans (|b1)'],
  ['<U4', 'text (<U4)'],
  ['|S3', 'text (|S3)'],
])('refuses labels of %s', (type, name) => {
  // NumPy has four bytes a letter.
  const size = Number(type.slice(2)) * (type === '<U4' ? 4 : 1);
  const array = readNpy('y.npy', makeNpy(type, [1], new Uint8Array(size)));
  expect(() => readIntegers('y.npy', array)).toThrow(
    `y.npy holds ${name}, where labels are integers.`,
  );
});

it('refuses an archive that is cut off, or holds another content than its checksum says', async () => {
  const content = Buffer.alloc(5000, 'a message that repeats itself');
  const archive = await makeZip({ 'x.npy': content });
  // Not packed, so that nothing but the checksum tells.
  const damaged = await makeZip({ 'x.npy': content }, { level: 0 });
  expect(await readFromZip('a.npz', damaged, 'x.npy')).toEqual(content);
  damaged[2000]! ^= 0x10;
  for (const bytes of [archive.subarray(0, 60), damaged, Buffer.from('PK no')]) {
    await expect(readFromZip('a.npz', bytes, 'x.npy')).rejects.toMatchObject({
      code: 'data-not-supported',
      message: expect.stringContaining('a.npz is no zip archive, or damaged') as string,
    });
  }
});
