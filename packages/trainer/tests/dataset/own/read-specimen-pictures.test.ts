import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpecimenChoice } from '@layerprint/core/schemas/experiment';
import { encode } from 'fast-png';
import { expect, it, onTestFinished } from 'vitest';
import { bringToSize } from '../../../src/dataset/own/pictures/bring-to-size.ts';
import { readSpecimenPictures } from '../../../src/dataset/own/read-specimen-pictures.ts';
import { recordSpecimenPictures } from '../../../src/dataset/own/record-specimen-pictures.ts';

const SIZE = { height: 8, width: 8, channels: 3 } as const;
const SKETCH = { name: 'sketch-10', seed: 1, trainingImages: 10, testImages: 20 } as const;
const PICTURES = {
  name: 'pictures',
  folder: 'all',
  image: SIZE,
  fit: 'stretch',
  orderSeed: 1,
  split: { by: 'seed', seed: 1, testShare: 0.5 },
} as const;
const draw = (step: number) => {
  const data = Uint8Array.from({ length: 20 * 10 * 3 }, (_, i) => (i * step) % 256);
  return Buffer.from(encode({ width: 20, height: 10, data, channels: 3 }));
};
const choose = (fit?: 'stretch' | 'crop'): SpecimenChoice => ({
  testIndex: 1,
  companions: [{ file: 'a.png', ...(fit && { fit }) }],
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'a.png'), draw(7));
  return folder;
}

it.each([
  ['the data set’s, where that is of pictures', PICTURES, undefined, 'stretch'],
  ['crop, where the data set is of something else', SKETCH, undefined, 'crop'],
  ['its own, where it has one', PICTURES, 'crop', 'crop'],
  ['its own, whatever the data set is', SKETCH, 'stretch', 'stretch'],
] as const)('a picture is fitted by %s', async (_, dataset, own, fit) => {
  const folder = await makeFolder();
  const choice = choose(own);
  const planned = await recordSpecimenPictures(folder, choice);
  const pictures = await readSpecimenPictures(folder, choice, planned, dataset, SIZE);
  expect([...pictures.keys()]).toEqual(['a.png']);
  expect(pictures.get('a.png')).toEqual({
    fit,
    sha256: planned[0]!.sha256,
    pixels: bringToSize('a.png', draw(7), SIZE, fit),
  });
});

it('a picture that was changed since the plan is refused, and so is one that is none', async () => {
  const folder = await makeFolder();
  const planned = await recordSpecimenPictures(folder, choose());
  await writeFile(join(folder, 'a.png'), draw(11));
  const read = async (plan = planned) => readSpecimenPictures(folder, choose(), plan, SKETCH, SIZE);
  await expect(read()).rejects.toMatchObject({ code: 'source-changed' });
  await writeFile(join(folder, 'a.png'), 'no picture');
  const again = await recordSpecimenPictures(folder, choose());
  await expect(read(again)).rejects.toMatchObject({
    code: 'data-not-supported',
    message: expect.stringContaining('a.png is neither PNG nor JPEG') as string,
  });
  await rm(join(folder, 'a.png'));
  await expect(recordSpecimenPictures(folder, choose())).rejects.toMatchObject({
    code: 'file-not-found',
  });
});
