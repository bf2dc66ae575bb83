import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { writePlans } from '../experiment/write-plans.ts';
import { layoutOf } from '../layout.ts';

/** Splits the experiment of a profile into the plans that the other tasks read. */
await runCommand(async () => {
  const { profile } = parseCommandLine('plan', process.argv.slice(2), TASK_OPTIONS);
  const layout = layoutOf(profile);
  await writePlans(layout, await loadExperiment(layout));
});
