import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { SLUG } from '@layerprint/core/schemas/scalars';
import { TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'load',
  purpose:
    'Loads one model of a profile whose weights are yours, and measures it on the validation images, to dist/<profile>/models/<model>. Nothing is trained.',
  options: {
    model: {
      value: 'id',
      pattern: SLUG,
      help: 'Which of its models; the task that Nx runs names it.',
    },
    ...TASK_OPTIONS,
  },
  examples: ['npx nx run mine:load-given'],
} as const;

/** Loads one model of a profile. */
await runCommand(async () => {
  const { profile, model, backend } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const sources = holdSources(TRAINING_CODE, [
    layout.trainingPlan(model),
    layout.plannedWeights(model),
    join(layout.dataset, 'manifest.json'),
  ]);
  const { writeLoadedModel } = await import('../training/write-loaded-model.ts');
  await writeLoadedModel(layout, { model, backend, sources });
});
