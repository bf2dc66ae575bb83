import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'dataset',
  purpose:
    'Makes the data set of a profile, out of your files where it is your own, or verifies it where it is CIFAR-10, and describes it in dist/<profile>/dataset.',
  options: TASK_OPTIONS,
  examples: [
    'npx nx run quick:dataset',
    'CIFAR10_DIR=/path/to/cifar-10-batches-bin npx nx run article:dataset',
  ],
};

/** Makes, verifies and describes the data set of a profile. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const sources = holdSources({ project: 'trainer', input: 'data' }, [layout.datasetPlan]);
  const { prepareDataset } = await import('../dataset/prepare-dataset.ts');
  await prepareDataset(layout, { sources });
});
