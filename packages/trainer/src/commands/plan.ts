import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'plan',
  purpose:
    'Checks the network of a profile, and splits its experiment into the plans that the other tasks read, in dist/<profile>/plan.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:plan'],
};

/** Checks the network of a profile, and splits the experiment of a profile into the plans that the other tasks read. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const sources = holdSources({ project: 'trainer', input: 'planning' }, [
    layout.experiment,
    layout.claims,
    layout.article,
  ]);
  const { planExperiment } = await import('../experiment/plan-experiment.ts');
  const { writePlans } = await import('../experiment/write-plans.ts');
  const { experiment, ...planned } = await planExperiment(layout, profile);
  await writePlans(layout, experiment, { profile, ...planned, sources });
});
