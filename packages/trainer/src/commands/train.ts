import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { SLUG } from '@layerprint/core/schemas/scalars';
import { TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'train',
  purpose:
    'Trains one model of a profile, to dist/<profile>/models/<model>. A training that was interrupted goes on after its last finished epoch.',
  options: {
    model: {
      value: 'id',
      pattern: SLUG,
      help: 'Which of its models; the task that Nx runs names it.',
    },
    ...TASK_OPTIONS,
  },
  examples: [
    'npx nx run quick:train-benchmark',
    'npx nx run-many -p quick -t train-benchmark,train-dummy --backend=cpu',
  ],
} as const;

/** Trains one model of a profile. */
await runCommand(async () => {
  const { profile, model, backend } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const sources = holdSources(TRAINING_CODE, [
    layout.trainingPlan(model),
    join(layout.dataset, 'manifest.json'),
  ]);
  const { TrainingPlanSchema } = await import('@layerprint/core/schemas/plan');
  const { readPlan } = await import('../read-plan.ts');
  const { writeTrainedModel } = await import('../training/write-trained-model.ts');
  const { chooseThreads } = await import('../training/share-processors.ts');
  const plan = await readPlan(TrainingPlanSchema, layout.trainingPlan(model));
  const threads = await chooseThreads(layout, plan);
  await writeTrainedModel(layout, { plan, name: model, backend, threads, sources });
});
