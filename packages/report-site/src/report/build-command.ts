import { nameCommand } from '@layerprint/artifacts/command-line';
import { isOwnDataset } from '@layerprint/core/schemas/dataset-choice';
import type { Experiment } from '@layerprint/core/schemas/experiment';
import type { Manifest } from '@layerprint/core/schemas/manifest';

/** The commands that make a profile's report again out of a clone of its commit, in order. */
export function listBuildCommands({
  profile,
  experiment: { dataset },
}: Pick<Manifest, 'profile' | 'experiment'>): string[] {
  return [
    'npm ci',
    ...(dataset.name === 'cifar-10' ? ['npx nx run trainer:fetch-cifar10'] : []),
    [...sayWhereDataAre(dataset), nameCommand('build', profile)].join(' '),
  ];
}

function sayWhereDataAre(dataset: Experiment['dataset']): string[] {
  return isOwnDataset(dataset) ? [`LAYERPRINT_DATA=/the/folder/that/holds/${dataset.folder}`] : [];
}
