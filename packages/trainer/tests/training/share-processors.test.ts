import { mkdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { ExperimentSchema, isTrainedModel } from '@layerprint/core/schemas/experiment';
import { expect, it } from 'vitest';
import { planTraining } from '../../src/experiment/plan-training.ts';
import { layoutOf } from '../../src/layout.ts';
import { chooseThreads, shareProcessors } from '../../src/training/share-processors.ts';
import { createWorkspace } from '../commands/workspace.ts';

it.each([
  ['alone', 2, 10, [], 2],
  ['a small one beside a large one', 2, 10, [50], 1],
  ['a large one beside a small one', 2, 50, [10], 2],
  ['one of two alike', 2, 10, [10], 1],
  ['one of four alike, of which two train at a time', 8, 10, [10, 10, 10], 4],
  ['a sixth of the work', 8, 10, [50], 2],
  ['on one processor', 1, 10, [50], 1],
])('a model has, %s', (_, processors, work, others, threads) => {
  expect(shareProcessors(processors, work, others)).toBe(threads);
});

it('leaves processors to the models of an experiment that do not stand yet', async () => {
  const layout = layoutOf('quick', await createWorkspace());
  const text = await readFile('experiments/quick/experiment.json', 'utf8');
  const experiment = ExperimentSchema.parse(JSON.parse(text));
  const report = { schemaVersion: 1, profile: 'quick', experiment };
  await mkdir(dirname(layout.reportPlan), { recursive: true });
  await writeFileAtomically(layout.reportPlan, JSON.stringify(report));
  await sealFolder(dirname(layout.reportPlan));
  const threadsOf = (id: string) => {
    const model = experiment.models.filter(isTrainedModel).find((one) => one.id === id)!;
    return chooseThreads(layout, planTraining('quick', experiment, model));
  };
  const processors = availableParallelism();
  expect(await threadsOf('benchmark')).toBe(shareProcessors(processors, 5, [1]));
  expect(await threadsOf('dummy')).toBe(shareProcessors(processors, 1, [5]));
  await mkdir(layout.model('benchmark'), { recursive: true });
  expect(await threadsOf('dummy')).toBe(processors);
});
