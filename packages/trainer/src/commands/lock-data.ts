import { countNoun } from '@layerprint/core';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { writeJsonFile } from '@layerprint/artifacts/files';
import { describeImageShape } from '@layerprint/core/images';
import { DataLockSchema } from '@layerprint/core/schemas/data-lock';
import { isOwnDataset } from '@layerprint/core/schemas/dataset-choice';
import { makeDataLock } from '../dataset/own/make-data-lock.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'lock-data',
  purpose:
    'Reads the data of an experiment, every file of them, and writes what they are, each file by its hash, to experiments/<profile>/data-lock.json. Builds hold themselves to it; commit it.',
  options: {
    profile: {
      value: 'name',
      help: 'Which experiment: the name of its folder in experiments/.',
    },
  },
  examples: [
    'npx nx run mine:lock-data',
    'LAYERPRINT_DATA=/path/to/all-data npx nx run mine:lock-data',
  ],
};

/** Locks an author's data as they are. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const { dataset } = await loadExperiment(layout);
  if (!isOwnDataset(dataset)) {
    throw new LayerprintError(
      'nothing-to-lock',
      `The data of ${profile} are ${dataset.name}, which needs no lock of yours.`,
      'Lock the data of an experiment whose data set is your own.',
    );
  }
  const lock = await makeDataLock(dataset);
  await writeJsonFile(DataLockSchema, layout.dataLock, lock);
  const counts = [
    countNoun(lock.trainingImages, 'training image'),
    countNoun(lock.testImages, 'test image'),
  ];
  process.stdout.write(
    `Locked ${countNoun(lock.files.length, 'file')} in ${layout.dataLock}: ${counts.join(' and ')}, ${describeImageShape(lock.image)}, ${lock.classNames.length} classes.\n`,
  );
});
