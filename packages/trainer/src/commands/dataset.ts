import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { prepareDataset } from '../dataset/prepare-dataset.ts';
import { layoutOf } from '../layout.ts';

/** Makes, verifies and describes the data set of a profile. */
await runCommand(async () => {
  const { profile } = parseCommandLine('dataset', process.argv.slice(2), TASK_OPTIONS);
  await prepareDataset(layoutOf(profile));
});
