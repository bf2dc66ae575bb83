import fc from 'fast-check';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { expect, it } from 'vitest';
import { CIFAR10, type ImageKind, countPixelValues, pickImage } from '@layerprint/core/images';
import { countRecordBytes, encodeRecord, readRecords } from '../../src/dataset/records.ts';
import { createWorkspace } from '../commands/workspace.ts';
import { lockOf, makeRecords, RECORD_BYTES } from './small-datasets.ts';

it('puts red, green and blue of the planes together, row by row', async () => {
  const root = await createWorkspace();
  const record = new Uint8Array(RECORD_BYTES);
  record[0] = 7;
  // Row 2, column 5 of each plane, as CIFAR-10's description says.
  record[1 + 0 * 1024 + 2 * 32 + 5] = 10;
  record[1 + 1 * 1024 + 2 * 32 + 5] = 20;
  record[1 + 2 * 1024 + 2 * 32 + 5] = 30;
  await writeFileAtomically(join(root, 'a.bin'), record);
  const images = await readRecords(root, lockOf({ 'a.bin': record }), CIFAR10, '');
  expect(images.count).toBe(1);
  expect([...images.labels]).toEqual([7]);
  const start = (2 * 32 + 5) * 3;
  expect([...images.pixels.subarray(start, start + 3)]).toEqual([10, 20, 30]);
  expect(images.pixels.filter((value) => value !== 0)).toHaveLength(3);
});

it('reads back what it encodes, of any size, files one after the other', async () => {
  const root = await createWorkspace();
  const side = fc.integer({ min: 8, max: 20 });
  const shape = fc.record({ height: side, width: side, channels: fc.constantFrom(1, 3) });
  await fc.assert(
    fc.asyncProperty(
      shape.chain((image) => {
        const length = countPixelValues(image);
        return fc.tuple(
          fc.constant(image),
          fc.uint8Array({ minLength: length, maxLength: length }),
        );
      }),
      fc.array(fc.nat(9), { minLength: 2, maxLength: 5 }),
      async ([image, pixels], labels) => {
        const kind: ImageKind = { ...CIFAR10, image };
        const contents: Record<string, Uint8Array> = {};
        for (const [index, label] of labels.entries()) {
          const record = new Uint8Array(countRecordBytes(image));
          encodeRecord(label, pixels, image, record);
          contents[`${index}.bin`] = record;
          await writeFileAtomically(join(root, `${index}.bin`), record);
        }
        const images = await readRecords(root, lockOf(contents), kind, '');
        expect([...images.labels]).toEqual(labels);
        expect(Buffer.from(pickImage(images, labels.length - 1)).equals(pixels)).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});

it('refuses a label above 9, naming file and image', async () => {
  const root = await createWorkspace();
  const records = makeRecords(1, 3);
  records[2 * RECORD_BYTES] = 10;
  await writeFileAtomically(join(root, 'a.bin'), records);
  await expect(
    readRecords(root, lockOf({ 'a.bin': records }), CIFAR10, 'Do so.'),
  ).rejects.toMatchObject({
    code: 'unknown-label',
    message: 'Image 2 of a.bin has the label 10; the classes are 0 to 9.',
    hint: 'Do so.',
  });
});

it('refuses a file that is not made of whole images', async () => {
  const root = await createWorkspace();
  const records = makeRecords(1, 2).subarray(0, -1);
  await writeFileAtomically(join(root, 'a.bin'), records);
  await expect(readRecords(root, lockOf({ 'a.bin': records }), CIFAR10, '')).rejects.toMatchObject({
    code: 'data-file-records',
    message: expect.stringContaining('a.bin should have 6,145 bytes') as string,
  });
});
