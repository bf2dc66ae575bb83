import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where revisions in which no experiment was a project of Nx have the tasks of all of them. */
const TASKS_OF_ALL = 'packages/trainer/project.json';

/**
 * Names the task that makes the artifacts of an experiment, as Nx of a revision knows it: `quick:artifacts`. In earlier
 * revisions one task of the trainer did it for all experiments, told by an option or by a configuration.
 *
 * @param worktree The workspace of that revision.
 * @returns What `nx run` is given.
 */
export async function nameArtifactsTask(worktree: string, profile: string): Promise<string[]> {
  const ofAll = await readTaskOfAll(join(worktree, TASKS_OF_ALL));
  if (ofAll === undefined) return [`${profile}:artifacts`];
  const { options, configurations = {} } = ofAll;
  // Nx knows a task that it ran before by how it was named, too.
  if (options?.profile === profile) return ['trainer:artifacts'];
  if (Object.hasOwn(configurations, profile)) return [`trainer:artifacts:${profile}`];
  return ['trainer:artifacts', `--profile=${profile}`];
}

/** Undefined also where the file cannot be read: Nx says of it what is wrong. */
async function readTaskOfAll(path: string): Promise<ProjectTarget | undefined> {
  try {
    const { targets } = JSON.parse(await readFile(path, 'utf8')) as ProjectFile;
    return targets?.['artifacts'];
  } catch {
    return undefined;
  }
}

interface ProjectFile {
  readonly targets?: Record<string, ProjectTarget>;
}

interface ProjectTarget {
  readonly options?: { readonly profile?: string };
  readonly configurations?: object;
}
