import { nameTask } from '@layerprint/core/command-line';
import type { Experiment } from '@layerprint/core/schemas/experiment';

/** The commands that make a profile's report again out of a clone of its commit, in order. */
export function listBuildCommands({ profile, dataset }: Experiment): string[] {
  const { task, args } = nameTask('report-site:build', profile);
  return [
    'npm ci',
    ...(dataset.name === 'cifar-10' ? ['npx nx run trainer:fetch-cifar10'] : []),
    ['npx nx run', task, ...args].join(' '),
  ];
}
