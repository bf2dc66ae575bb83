import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readIdx } from '../../../src/dataset/own/read-idx.ts';
import { gunzipIfGzipped } from '../../../src/dataset/own/unzip.ts';
import { makeIdx } from './make-files.ts';

it('reads back what was written, of any shape, gzipped or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (shape, isGzipped) => {
        const length = shape.reduce((product, one) => product * one, 1);
        const values = Array.from({ length }, (_, i) => (i * 37) % 256);
        const content = makeIdx(shape, values);
        const packed = await gunzipIfGzipped('a', isGzipped ? gzipSync(content) : content);
        const found = readIdx('a', packed);
        expect({ shape: found.shape, values: [...found.values] }).toEqual({ shape, values });
      },
    ),
  );
});

const whole = makeIdx([2, 3], [1, 2, 3, 4, 5, 6]);

it.each([
  ['an empty file', Buffer.alloc(0), 'is no IDX file: it does not begin with two zero bytes'],
  ['text', Buffer.from('hello there'), 'is no IDX file: it does not begin with two zero bytes'],
  ['a header that is cut off', whole.subarray(0, 9), 'it ends before its dimensions do'],
  ['no dimension', makeIdx([], []), 'it ends before its dimensions do'],
  ['a byte too few', whole.subarray(0, -1), 'says that it holds 2 × 3 = 6 bytes, and holds 5'],
  ['a byte too many', Buffer.concat([whole, whole.subarray(0, 1)]), '= 6 bytes, and holds 7'],
  ['float32', makeIdx([2], [0, 0], 0x0d), 'holds float32, where unsigned bytes are expected'],
  ['signed bytes', makeIdx([2], [0, 0], 0x09), 'holds signed bytes'],
  ['an unknown type', makeIdx([2], [0, 0], 0x77), 'holds values of the unknown type 119'],
])('refuses %s by name', (_, content, problem) => {
  expect(() => readIdx('images.idx', content)).toThrow(
    expect.objectContaining({
      code: 'data-not-supported',
      message: expect.stringContaining(problem) as string,
    }),
  );
});

it('refuses a gzipped file that is cut off or damaged', async () => {
  const packed = gzipSync(whole);
  const damaged = Buffer.from(packed);
  damaged[packed.length - 6]! ^= 1;
  for (const content of [packed.subarray(0, -9), damaged]) {
    await expect(gunzipIfGzipped('images.gz', content)).rejects.toMatchObject({
      code: 'data-not-supported',
      message: expect.stringContaining('images.gz is gzipped and damaged') as string,
    });
  }
});
