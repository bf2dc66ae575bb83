import { assertProfileExists, listProfiles } from '@layerprint/artifacts/profiles';
import { LayerprintError } from '@layerprint/core/errors';
import { findNearestName } from '@layerprint/core/nearest-name';
import { studyPath } from '@layerprint/core/experiment-path';
import { makeTasks } from './experiment-tasks.cjs';
import type { Target } from './list-targets.ts';
import type { UnknownTask } from './read-request.ts';

/**
 * Refuses a task that does not exist, of a project or an experiment that may not exist either.
 *
 * @throws {LayerprintError} `unknown-project` or `unknown-task`, with those that there are and the one that was probably
 *   meant; what `assertProfileExists` throws of an experiment that is no project.
 */
export function refuseUnknownTask({ project, task }: UnknownTask, known: readonly Target[]): never {
  const experiments = listProfiles();
  if (experiments.includes(project)) assertProfileExists(project);
  const tasks = known.filter((target) => target.project === project).map(({ name }) => name);
  if (tasks.length === 0) {
    const projects = [...new Set(known.map((target) => target.project))];
    throw new LayerprintError(
      'unknown-project',
      `There is no experiment "${project}", nor another project of this name.${guess(project, projects)}`,
      `There is ${projects.join(', ')}. \`npx nx run report-site:new --name=<name>\` makes a new experiment.`,
    );
  }
  const readable =
    !experiments.includes(project) || tasks.some((name) => name.startsWith('train-'));
  if (readable && experiments.includes(project) && comesWithStudy(project, task)) {
    throw new LayerprintError(
      'unknown-task',
      `There is no task "${task}" of ${project}, which has no study.`,
      `Write ${studyPath(project)}; docs/guides/study.md says what can stand in it.`,
    );
  }
  throw new LayerprintError(
    'unknown-task',
    `There is no task "${task}" of ${project}.${guess(task, tasks)}`,
    readable
      ? `There is ${[...new Set(tasks)].join(', ')}.`
      : `The models of ${project} cannot be read; \`npx nx run ${project}:plan\` says why.`,
  );
}

/** Whether it is a task that an experiment with a study has, and one without has not. */
function comesWithStudy(experiment: string, task: string): boolean {
  return task in makeTasks(experiment, [], true) && !(task in makeTasks(experiment, []));
}

function guess(name: string, names: readonly string[]): string {
  const meant = findNearestName(name, names);
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}
