import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { studyLayoutOf, type StudyLayout } from '../../src/layout.ts';
import { orderLines, readStudyRecord, writeStudyRecord } from '../../src/study/record.ts';
import { lineOf, planOf } from './small-study.ts';

const PLANS = ['pair-01-more', 'pair-01-fewer', 'pair-02-more'].map((id) => planOf(id));
const LINES = PLANS.map((plan) => lineOf(plan));
const RECORD = {
  header: {
    schemaVersion: 1,
    experiment: 'small',
    rule: { document: 'docs/studies.md', commit: 'a'.repeat(40) },
  },
  lines: LINES,
} as const;

let layout: StudyLayout;
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'layerprint-record-'));
  onTestFinished(() => rm(root, { recursive: true }));
  layout = studyLayoutOf('small', root);
  await writeFileAtomically(layout.studyRecord, '');
  await writeStudyRecord(layout, RECORD);
});

const edit = async (change: (text: string) => string) =>
  writeFile(layout.studyRecord, change(await readFile(layout.studyRecord, 'utf8')));

describe('a record', () => {
  it('is read as it was written, a line a model', async () => {
    expect(await readStudyRecord(layout, 'small')).toEqual(RECORD);
    expect((await readFile(layout.studyRecord, 'utf8')).split('\n')).toHaveLength(5);
  });

  it('is the same bytes whatever was finished first, and loses what is no part of the study', async () => {
    const before = await readFile(layout.studyRecord);
    const stray = lineOf(planOf('pair-99-more'));
    const finished = new Map([...LINES.toReversed(), stray].map((line) => [line.id, line]));
    await writeStudyRecord(layout, { ...RECORD, lines: orderLines(PLANS, finished) });
    expect(await readFile(layout.studyRecord)).toEqual(before);
  });

  it('is undefined where there is none', async () => {
    await rm(layout.studyRecord);
    expect(await readStudyRecord(layout, 'small')).toBeUndefined();
  });

  it.each<[string, (text: string) => string, string | RegExp]>([
    ['cut off in a line', (text) => text.slice(0, -20), /^line 4 of .*study-record\.jsonl/],
    ['without a first line', (text) => text.slice(text.indexOf('\n') + 1), /^line 1 of /],
    ['with an empty line', (text) => text.replace('}\n{"id', '}\n\n{"id'), /^line 2 of /],
    ['with a field too many', (text) => text.replace('"part"', '"note":1,"part"'), /^line 2 of /],
    ['with a hash that is none', (text) => text.replace(/f{64}/, 'f'), /^line 2 of .*weightsHash/s],
    ['of another experiment', (text) => text.replace('"small"', '"big"'), /experiment big\.$/],
    [
      'with a training twice',
      (text) => text.replace('pair-02-more', 'pair-01-more'),
      /has pair-01-more twice\.$/,
    ],
  ])('%s is refused, and says where', async (_, change, message) => {
    await edit(change);
    await expect(readStudyRecord(layout, 'small')).rejects.toThrow(message);
  });
});
