import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeFileAtomically, writeJsonFile } from '@layerprint/artifacts/files';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { hashSourceFiles, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { expect, test } from 'vitest';
import { prepareDataset } from '../../src/dataset/prepare-dataset.ts';
import { writePlans } from '../../src/experiment/write-plans.ts';
import { studyLayoutOf, type StudyLayout } from '../../src/layout.ts';
import { planStudy } from '../../src/study/plan-study.ts';
import { readStudyRecord, writeStudyRecord } from '../../src/study/record.ts';
import { readLine, writeLine } from '../../src/study/write-line.ts';
import { writeTrainedModel } from '../../src/training/write-trained-model.ts';
import { createWorkspace, runInWorkspace } from '../commands/workspace.ts';

const QUICK = join(import.meta.dirname, '../../../../experiments/quick/experiment.json');
const RULE = { document: 'docs/studies.md', commit: 'a'.repeat(40) };

/** A study of two models that are trained in a moment, and a control that takes the steps of one of them. */
async function runSmallStudy(layout: StudyLayout): Promise<StudyLine[]> {
  const experiment = await readJsonFile(ExperimentSchema, QUICK);
  experiment.dataset = { name: 'sketch-10', seed: 3, trainingImages: 70, testImages: 30 };
  experiment.models = [
    { id: 'more', trainingImages: 64, seed: 0 },
    { id: 'fewer', trainingImages: 32, seed: 1 },
  ];
  experiment.recipe!.maxEpochs = 1;
  await writeJsonFile(ExperimentSchema, layout.experiment, experiment);
  await writeFileAtomically(
    layout.study,
    JSON.stringify({
      schemaVersion: 1,
      pairs: { count: 1, firstSeed: 7 },
      controls: { sameSteps: { pairs: 1 } },
    }),
  );
  const check = { id: 'black', measure: 'zeros', layer: 'last', model: 'more', above: 0.5 };
  await writeFileAtomically(
    layout.claims,
    JSON.stringify({
      schemaVersion: 1,
      claims: [{ id: 'black', sentence: 'In {last} it is black.', checks: [check] }],
    }),
  );
  await writePlans(layout, experiment, { profile: 'small' });
  await prepareDataset(layout);

  const { trainings, claims } = await planStudy(layout, 'small');
  const lines: StudyLine[] = [];
  for (const training of trainings) {
    const steps = lines.find(({ id }) => id === training.sameStepsAs)?.steps;
    const plan = { ...training.plan, ...(steps !== undefined && { steps }) };
    const sources = holdSources(TRAINING_CODE);
    const { id: name } = training;
    await writeTrainedModel(layout, { plan, name, backend: 'layerprint', threads: 1, sources });
    const codeHash = hashSourceFiles(TRAINING_CODE);
    await writeLine(layout, { ...training, plan }, claims, { codeHash, sources });
    lines.push(await readLine(layout, name));
  }
  return lines;
}

test('an audit confirms what trainings give again, and finds what was changed by hand', async () => {
  const root = await createWorkspace();
  const layout = studyLayoutOf('small', root);
  const audit = (...options: string[]) =>
    runInWorkspace(root, 'audit', ['--profile', 'small', ...options]);
  const lines = await runSmallStudy(layout);
  const header = { schemaVersion: 1, experiment: 'small', rule: RULE } as const;
  await writeStudyRecord(layout, { header, lines });
  const before = await readFile(layout.studyRecord);
  const kept = await readFile(join(layout.model('pair-01-more'), 'run.json'));

  const same = await audit('--ids', 'same-steps-01-more');
  expect([same.status, same.stdout]).toEqual([
    0,
    'same-steps-01-more is what its training gives. Its steps are those that the line of pair-01-fewer says.\n' +
      '1 of 3 lines was trained again: all hashes and numbers are the same.\n',
  ]);

  const [more, fewer, control] = lines as [StudyLine, StudyLine, StudyLine];
  const forged = structuredClone(more);
  forged.accuracy = 1;
  forged.measures[0]!.validation.median = 0.123;
  const stale = { ...control, codeHash: 'b'.repeat(64) };
  await writeStudyRecord(layout, { header, lines: [forged, fewer, stale] });
  const found = await audit('--all', '--at-once=1');
  expect(found.status).toBe(1);
  expect(found.stdout.split('\n')).toEqual([
    'same-steps-01-more is stale and was not trained again: not of today is its code of training.',
    `pair-01-more is not what its training gives: accuracy is recorded as 1 and found as ${more.accuracy}; measures.0 (zeros of conv2d_6).validation.median is recorded as 0.123 and found as ${more.measures[0]!.validation.median}.`,
    'pair-01-fewer is what its training gives.',
    '',
  ]);
  expect(found.stderr).toContain(
    'error (record-not-confirmed): Of 3 lines of experiments/small/study-record.jsonl that were looked at, 1 is not what their training gives, 1 is stale.',
  );
  expect(await readFile(join(layout.model('pair-01-more'), 'run.json'))).toEqual(kept);
  expect((await readStudyRecord(layout, 'small'))!.lines[0]).toEqual(forged);
  expect(before.toString()).not.toContain('0.123');
}, 60_000);
