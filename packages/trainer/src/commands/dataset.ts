import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { holdSources } from '@layerprint/core/held-sources';
import { layoutOf } from '../layout.ts';

/** Makes, verifies and describes the data set of a profile. */
await runCommand(async () => {
  const { profile } = parseCommandLine('dataset', process.argv.slice(2), TASK_OPTIONS);
  const layout = layoutOf(profile);
  const sources = holdSources({ project: 'trainer', input: 'data' }, [layout.datasetPlan]);
  const { prepareDataset } = await import('../dataset/prepare-dataset.ts');
  await prepareDataset(layout, { sources });
});
