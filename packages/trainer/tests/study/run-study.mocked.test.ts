import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StudyLineSchema, type StudyLine } from '@layerprint/core/schemas/study-record';
import { replaceFolder, writeFileAtomically, writeJsonFile } from '@layerprint/artifacts/files';
import { tryLock } from '@layerprint/artifacts/lock';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { studyLayoutOf, type StudyLayout } from '../../src/layout.ts';
import { readStudyRecord, writeStudyRecord } from '../../src/study/record.ts';
import { runStudy } from '../../src/study/run-study.ts';
import { runStudyTasks, type StudyRun } from '../../src/study/run-tasks.ts';
import { lineOf, planOf } from './small-study.ts';

const TRAININGS = ['pair-01-more', 'pair-01-fewer', 'pair-02-more', 'pair-02-fewer'].map((id) =>
  planOf(id),
);
const LINES = TRAININGS.map((training) => lineOf(training));

vi.mock(import('../../src/study/plan-study.ts'), () => ({
  planStudy: () =>
    Promise.resolve({ trainings: TRAININGS, claims: { schemaVersion: 1, models: [], checks: [] } }),
}));
vi.mock(import('../../src/study/assess-record.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  readToday: async () => (await import('./small-study.ts')).TODAY,
}));
vi.mock(import('../../src/study/run-tasks.ts'), () => ({ runStudyTasks: vi.fn() }));
vi.mock(import('../../src/study/say-rule.ts'), () => ({
  sayRule: ({ rule }) => Promise.resolve(`The rule of ${rule.commit}.`),
}));

let layout: StudyLayout;
let printed: string;
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'layerprint-study-'));
  onTestFinished(() => rm(root, { recursive: true }));
  layout = studyLayoutOf('small', root);
  printed = '';
  await place([]);
});

async function place(lines: StudyLine[]): Promise<void> {
  const rule = { document: 'docs/studies.md', commit: 'a'.repeat(40) };
  await writeFileAtomically(layout.studyRecord, '');
  const header = { schemaVersion: 1, experiment: 'small', rule } as const;
  await writeStudyRecord(layout, { header, lines });
}

/** What the tasks of a training leave. */
const finish = (line: StudyLine) =>
  replaceFolder(layout.line(line.id), async (folder) => {
    await writeJsonFile(StudyLineSchema, join(folder, 'line.json'), line);
    await sealFolder(folder);
  });

/** Has the next run do something in place of Nx. */
const runAs = (work: (run: StudyRun) => Promise<Map<string, string> | undefined>) =>
  vi.mocked(runStudyTasks).mockImplementationOnce(async (run) => (await work(run)) ?? new Map());

const run = (part?: string) =>
  runStudy(
    layout,
    { profile: 'small', part, signal: new AbortController().signal },
    { write: (text) => (printed += text) },
  );
const readRecord = async () => (await readStudyRecord(layout, 'small'))!.lines;

it('gives the same bytes whatever is finished first', async () => {
  const texts = [];
  for (const order of [LINES, LINES.toReversed()]) {
    await place([]);
    runAs(async () => {
      for (const line of order) await finish(line);
      return undefined;
    });
    expect(await run()).toEqual(LINES);
    texts.push(await readFile(layout.studyRecord, 'utf8'));
    await rm(join(layout.line('any'), '..'), { recursive: true });
  }
  expect(texts[1]).toBe(texts[0]);
});

it('keeps what was finished when it is killed, and then runs the rest alone', async () => {
  runAs(async () => {
    await finish(LINES[2]!);
    throw new Error('killed');
  });
  await expect(run()).rejects.toThrow('killed');
  expect(await readRecord()).toEqual([LINES[2]]);

  runAs(async ({ ids }) => {
    expect(ids).toEqual(['pair-01-more', 'pair-01-fewer', 'pair-02-fewer']);
    for (const line of LINES) await finish(line);
    return undefined;
  });
  expect(await run()).toEqual(LINES);
  expect(await readRecord()).toEqual(LINES);
  expect(printed).toContain('The study has 4 models; 3 of them are to be trained and measured.');
  expect(printed).toContain(`The rule of ${'a'.repeat(40)}.\n`);
});

it('runs nothing where the record is whole', async () => {
  await place(LINES);
  vi.mocked(runStudyTasks).mockClear();
  expect(await run()).toEqual(LINES);
  expect(runStudyTasks).not.toHaveBeenCalled();
});

it('runs again what is stale, keeps its line until there is another, and loses what is of no training', async () => {
  const stale = { ...LINES[0]!, codeHash: 'b'.repeat(64) };
  const strays = [90, 91, 92, 93, 94, 95].map((pair) => lineOf(planOf(`pair-${pair}-more`)));
  await place([stale, ...LINES.slice(1), ...strays]);
  runAs(async ({ ids }) => {
    expect(ids).toEqual(['pair-01-more']);
    expect((await readRecord())[0]).toEqual(stale);
    await finish(LINES[0]!);
    return undefined;
  });
  expect(await run()).toEqual(LINES);
  expect(printed).toMatch(
    /The record loses (?:pair-9\d-more, ){5}…, which the study does not have/,
  );
});

it('takes no line of other code, nor one of another training', async () => {
  runAs(async () => {
    await finish({ ...LINES[0]!, codeHash: 'b'.repeat(64) });
    await replaceFolder(layout.line('pair-01-fewer'), async (folder) => {
      await writeJsonFile(StudyLineSchema, join(folder, 'line.json'), LINES[2]!);
      await sealFolder(folder);
    });
    return new Map([['pair-01-more', 'error (no-space): The disk is full.']]);
  });
  await expect(run('1/2')).rejects.toThrow(
    '2 models of the study of small could not be trained or measured: pair-01-more, pair-01-fewer.\n  pair-01-more: error (no-space): The disk is full.',
  );
  expect(await readRecord()).toEqual([]);
});

it('runs one part alone where it is asked to', async () => {
  runAs(async ({ ids }) => {
    expect(ids).toEqual(['pair-02-more', 'pair-02-fewer']);
    for (const line of LINES.slice(2)) await finish(line);
    return undefined;
  });
  expect(await run('2/2')).toEqual(LINES.slice(2));
  expect(printed).toContain(
    'The study has 4 models, 2 of them in part 2/2; 2 of them are to be trained and measured.',
  );
});

it('says of a part that has no model that it has none', async () => {
  await place(LINES.slice(1));
  await run('3/3');
  expect(printed).toContain('The study has 4 models, 0 of them in part 3/3; none is to be trained');
});

it('runs once at a time in a checkout', async () => {
  const path = join(layout.studyPlan, '..', 'study.lock');
  await writeFileAtomically(path, '');
  const lock = tryLock(path)!;
  onTestFinished(() => lock.release());
  await expect(run()).rejects.toThrow('The study of small runs already in this checkout.');
});
