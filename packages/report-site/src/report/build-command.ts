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

/**
 * Names a task for a profile as everyone is told to, with what follows the name. Nx knows a task it ran
 * before by how it was named, too.
 */
export function nameTask(task: string, profile: string): { task: string; args: string[] } {
  const configuration = { quick: '', article: ':article' }[profile];
  if (configuration === undefined) return { task, args: [`--profile=${profile}`] };
  return { task: `${task}${configuration}`, args: [] };
}
