import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { LikenessLine } from '@layerprint/core/schemas/study-likeness';
import { readLikenesses, writeLikenesses } from '../../src/study/likeness/likeness-record.ts';

const compare = (first: string, other: string): LikenessLine => ({
  first: { training: first, weightsHash: 'a'.repeat(64) },
  other: { training: other, weightsHash: 'b'.repeat(64) },
  dataHash: 'd'.repeat(64),
  validationImages: 20,
  layers: ['one', 'two'].map((layer) => ({ layer, score: 0.5, cka: null })),
});
const LINES = [compare('pair-01-more', 'pair-01-fewer'), compare('pair-01-more', 'pair-02-more')];

let layout: { studyLikeness: string };
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-likeness-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  layout = { studyLikeness: join(folder, 'study-likeness.jsonl') };
});

it('what was compared is read as it was written, and nothing where nothing was', async () => {
  expect(await readLikenesses(layout)).toEqual([]);
  await writeLikenesses(layout, []);
  expect(await readLikenesses(layout)).toEqual([]);
  await writeLikenesses(layout, LINES);
  expect(await readLikenesses(layout)).toEqual(LINES);
});

it.each<[string, (texts: string[]) => string[], RegExp]>([
  ['cut off', ([one, two]) => [one!, two!.slice(0, -9)], /^line 2 of .* is not valid JSON/],
  [
    'with the same models',
    (texts) => [...texts, texts[0]!],
    /^Line 3 .*more and pair-01-fewer once more\.$/,
  ],
  ['of other layers', ([one, two]) => [one!, two!.replace('two', '2')], /^Line 2 .* other layers/],
  [
    'of fewer',
    ([one, two]) => [one!, two!.replace(/,\{[^}]*\}\]/, ']')],
    /^Line 2 .* other layers/,
  ],
  ['of other images', ([one, two]) => [one!, two!.replace(':20', ':21')], /^Line 2 .* of images/],
  ['of both sides of a merge', (texts) => ['<<<<<<< HEAD', ...texts], /first on line 1\.$/],
])('a line %s is refused, and named', async (_, change, message) => {
  const texts = LINES.map((line) => JSON.stringify(line));
  await writeFile(layout.studyLikeness, change(texts).join('\n'));
  await expect(readLikenesses(layout)).rejects.toThrow(message);
});
