import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { SLUG } from '@layerprint/core/schemas/scalars';
import { TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { studyLayoutOf } from '../layout.ts';

const COMMAND = {
  name: 'train-study',
  purpose:
    'Trains one model of a study with one thread, to dist/<profile>/study/models/<training>. One that was interrupted goes on after its last finished epoch.',
  options: {
    training: {
      value: 'id',
      pattern: SLUG,
      help: 'Which training of the study; the task that Nx runs names it.',
    },
    ...TASK_OPTIONS,
  },
  examples: ['npx nx run quick/pair-01-benchmark:train'],
} as const;

/** Trains one model of a study. One training a core is faster than all cores for one: a study has many. */
await runCommand(async () => {
  const { profile, training, backend } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = studyLayoutOf(profile);
  const sources = holdSources(TRAINING_CODE, [
    layout.trainingPlan(training),
    join(layout.dataset, 'manifest.json'),
  ]);
  const { readStudyPlan } = await import('../training/read-study-plan.ts');
  const { writeTrainedModel } = await import('../training/write-trained-model.ts');
  const plan = await readStudyPlan(layout, training);
  await writeTrainedModel(layout, { plan, name: training, backend, threads: 1, sources });
});
