import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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

  it.each<[string, (text: string) => string]>([
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['no end of its last line', (text) => text.trimEnd()],
    ['empty lines behind it', (text) => `${text}\n\n`],
  ])('with %s is the same', async (_, change) => {
    await edit(change);
    expect(await readStudyRecord(layout, 'small')).toEqual(RECORD);
  });

  it.each<[string, (text: string) => string, string | RegExp]>([
    ['that is empty', () => '', /^line 1 of .* unexpected end/],
    ['cut off in a line', (text) => text.slice(0, -20), /^line 4 of .*study-record\.jsonl/],
    ['without a first line', (text) => text.slice(text.indexOf('\n') + 1), /^line 1 of /],
    ['with an empty line', (text) => text.replace('}\n{"id', '}\n\n{"id'), /^line 2 of /],
    ['with a field too many', (text) => text.replace('"part"', '"note":1,"part"'), /^line 2 of /],
    ['with a hash that is none', (text) => text.replace(/f{64}/, 'f'), /^line 2 of .*weightsHash/s],
    [
      'of an older schema',
      (text) => text.replace(/,"checks":\[[^\]]*\]/, ''),
      /^line 2 of .*checks/s,
    ],
    [
      'of a newer one',
      (text) => text.replace('"schemaVersion":1', '"schemaVersion":2'),
      /^line 1 /,
    ],
    ['of another experiment', (text) => text.replace('"small"', '"big"'), /experiment big\.$/],
    ['without a number', (text) => text.replace(':0.5', ':NaN'), /^line 2 of .* at column \d+\.$/],
    ['with a number too large', (text) => text.replace(':0.5', ':1e999'), /^line 2 of .*too large/],
    [
      'with a training twice',
      (text) => text.replace('pair-02-more', 'pair-01-more'),
      /^Line 4 of .* is of pair-01-more, as one before it\.$/,
    ],
    [
      'with the line of a model by the name of another',
      (text) => text.replace('"model":"more"', '"model":"fewer"'),
      /^Line 2 of .* calls pair-01-more what is number 1 of pairs, of the model fewer\.$/,
    ],
    [
      'with the line of a pair by the number of another',
      (text) => text.replace('"pair":1', '"pair":3'),
      /^Line 2 of .* calls pair-01-more what is number 3 of pairs, of the model more\.$/,
    ],
    [
      'with a check that holds on more images than there are',
      (text) => text.replace('"holds":5', '"holds":500'),
      /^line 2 of .*hold on no more images/s,
    ],
    [
      'with a check of other images',
      (text) => text.replace('"validationImages":20', '"validationImages":10'),
      /^line 2 of .*as many images as validationImages says/s,
    ],
    [
      'with an epoch kept that was not trained',
      (text) => text.replace('"keptEpoch":7', '"keptEpoch":70'),
      /^line 2 of .*keptEpoch to be one of the epochs/s,
    ],
    [
      'with a check twice',
      (text) => text.replace(/"checks":\[(.*?)\]/, '"checks":[$1,$1]'),
      /^line 2 of .*"black" stands there twice/s,
    ],
    [
      'in which a merge is not finished',
      (text) => {
        const [header, ...lines] = text.trimEnd().split('\n');
        return [header, '<<<<<<< HEAD', ...lines, '=======', '>>>>>>> other', ''].join('\n');
      },
      /marks of a merge that was not finished, the first on line 2\.$/,
    ],
  ])('%s is refused, and says where and what to do', async (_, change, message) => {
    await edit(change);
    await expect(readStudyRecord(layout, 'small')).rejects.toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(
        /^(?:Take back what was changed in it by hand, or delete (?:the file|line \d+): the study |Delete the lines with marks)/,
      ),
    });
  });

  it('that is a link to nothing is refused, and not taken for none', async () => {
    await rm(layout.studyRecord);
    await symlink('elsewhere', layout.studyRecord);
    await expect(readStudyRecord(layout, 'small')).rejects.toThrow(layout.studyRecord);
  });

  it('that is not encoded in UTF-8 is refused', async () => {
    const text = (await readFile(layout.studyRecord, 'utf8')).replace('docs/', 'docü/');
    await writeFile(layout.studyRecord, text, 'latin1');
    await expect(readStudyRecord(layout, 'small')).rejects.toThrow(/is not encoded in UTF-8\.$/);
  });
});
