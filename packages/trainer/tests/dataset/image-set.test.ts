import fc from 'fast-check';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/core/files';
import { expect, it } from 'vitest';
import { encodeRecord, readImageSet, RECORD_BYTES } from '../../src/dataset/image-set.ts';
import { IMAGE_BYTES } from '@layerprint/core/images';
import { createWorkspace } from '../commands/workspace.ts';
import { lockOf, makeRecords } from './small-datasets.ts';

it('puts red, green and blue of the planes together, row by row', async () => {
  const root = await createWorkspace();
  const record = new Uint8Array(RECORD_BYTES);
  record[0] = 7;
  // Row 2, column 5 of each plane, as CIFAR-10's description says.
  record[1 + 0 * 1024 + 2 * 32 + 5] = 10;
  record[1 + 1 * 1024 + 2 * 32 + 5] = 20;
  record[1 + 2 * 1024 + 2 * 32 + 5] = 30;
  await writeFileAtomically(join(root, 'a.bin'), record);
  const images = await readImageSet(root, lockOf({ 'a.bin': record }), '');
  expect(images.count).toBe(1);
  expect([...images.labels]).toEqual([7]);
  const start = (2 * 32 + 5) * 3;
  expect([...images.pixels.subarray(start, start + 3)]).toEqual([10, 20, 30]);
  expect(images.pixels.filter((value) => value !== 0)).toHaveLength(3);
});

it('reads back what it encodes, files one after the other', async () => {
  const root = await createWorkspace();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(9), { minLength: 2, maxLength: 5 }),
      fc.uint8Array({ minLength: IMAGE_BYTES, maxLength: IMAGE_BYTES }),
      async (labels, pixels) => {
        const contents: Record<string, Uint8Array> = {};
        for (const [index, label] of labels.entries()) {
          const record = new Uint8Array(RECORD_BYTES);
          encodeRecord(label, pixels, record);
          contents[`${index}.bin`] = record;
          await writeFileAtomically(join(root, `${index}.bin`), record);
        }
        const images = await readImageSet(root, lockOf(contents), '');
        expect([...images.labels]).toEqual(labels);
        const last = images.pixels.subarray((labels.length - 1) * IMAGE_BYTES);
        expect(Buffer.from(last).equals(pixels)).toBe(true);
      },
    ),
    { numRuns: 10 },
  );
});

it('refuses a label above 9, naming file and image', async () => {
  const root = await createWorkspace();
  const records = makeRecords(1, 3);
  records[2 * RECORD_BYTES] = 10;
  await writeFileAtomically(join(root, 'a.bin'), records);
  await expect(readImageSet(root, lockOf({ 'a.bin': records }), 'Do so.')).rejects.toMatchObject({
    code: 'unknown-label',
    message: 'Image 2 of a.bin has the label 10; the classes are 0 to 9.',
    hint: 'Do so.',
  });
});

it('refuses a file that is not made of whole images', async () => {
  const root = await createWorkspace();
  const records = makeRecords(1, 2).subarray(0, -1);
  await writeFileAtomically(join(root, 'a.bin'), records);
  await expect(readImageSet(root, lockOf({ 'a.bin': records }), '')).rejects.toMatchObject({
    code: 'data-file-records',
    message: expect.stringContaining('a.bin should have 6,145 bytes') as string,
  });
});
