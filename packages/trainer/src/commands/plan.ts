import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { holdSources } from '@layerprint/core/held-sources';
import { layoutOf } from '../layout.ts';

/** Splits the experiment of a profile into the plans that the other tasks read. */
await runCommand(async () => {
  const { profile } = parseCommandLine('plan', process.argv.slice(2), TASK_OPTIONS);
  const sources = holdSources({ project: 'trainer', input: 'planning' });
  const { loadExperiment } = await import('../experiment/load-experiment.ts');
  const { writePlans } = await import('../experiment/write-plans.ts');
  const layout = layoutOf(profile);
  await writePlans(layout, await loadExperiment(layout), sources);
});
