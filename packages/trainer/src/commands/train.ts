import { join } from 'node:path';
import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { holdSources } from '@layerprint/core/held-sources';
import { MODEL_NAMES } from '@layerprint/core/schemas/scalars';
import { TRAINING_CODE } from '@layerprint/core/source-code';
import { layoutOf } from '../layout.ts';

/** Trains one model of a profile. */
await runCommand(async () => {
  const { profile, model, backend } = parseCommandLine('train', process.argv.slice(2), {
    model: { value: MODEL_NAMES },
    ...TASK_OPTIONS,
  });
  const layout = layoutOf(profile);
  const sources = holdSources(TRAINING_CODE, [
    layout.trainingPlan(model),
    join(layout.dataset, 'manifest.json'),
  ]);
  const { writeTrainedModel } = await import('../training/write-trained-model.ts');
  await writeTrainedModel(layout, { model, backend, sources });
});
