import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { holdSources } from '@layerprint/core/held-sources';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'plan',
  purpose:
    'Splits the experiment of a profile into the plans that the other tasks read, in dist/<profile>/plan.',
  options: TASK_OPTIONS,
  examples: ['npx nx run trainer:plan', 'npx nx run trainer:plan --profile=mine'],
};

/** Splits the experiment of a profile into the plans that the other tasks read. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const sources = holdSources({ project: 'trainer', input: 'planning' });
  const { loadExperiment } = await import('../experiment/load-experiment.ts');
  const { writePlans } = await import('../experiment/write-plans.ts');
  const layout = layoutOf(profile);
  await writePlans(layout, await loadExperiment(layout), sources);
});
