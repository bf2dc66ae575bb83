import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'plan',
  purpose:
    'Checks the network that the code builds, and splits the experiment of a profile into the plans that the other tasks read, in dist/<profile>/plan.',
  options: TASK_OPTIONS,
  examples: ['npx nx run trainer:plan', 'npx nx run trainer:plan --profile=mine'],
};

/** Checks the network, and splits the experiment of a profile into the plans that the other tasks read. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const sources = holdSources({ project: 'trainer', input: 'planning' });
  const { loadExperiment } = await import('../experiment/load-experiment.ts');
  const { planDataset } = await import('../experiment/plan-dataset.ts');
  const { writePlans } = await import('../experiment/write-plans.ts');
  const { selectBackend } = await import('../backend/select-backend.ts');
  const { buildModel } = await import('@layerprint/network/model');
  const layout = layoutOf(profile);
  const experiment = await loadExperiment(layout);
  const { images, lock } = await planDataset(layout, experiment);
  // Any backend will do: nothing is computed. What the code builds is looked at before anything is made of it.
  await selectBackend('cpu');
  buildModel(experiment.recipe.dropoutRate, images).dispose();
  await writePlans(layout, experiment, { lock, sources });
});
