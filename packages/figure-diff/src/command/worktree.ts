import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  locateObjects,
  runGit,
  type Snapshot,
  splitNames,
  tryGit,
} from '@layerprint/artifacts/git';

/** What takes every setting of the user's and of the machine's away. */
const UNSET = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: undefined,
  GIT_CONFIG_PARAMETERS: undefined,
  GIT_ATTR_NOSYSTEM: '1',
};

/** What a worktree does not hold of what git names. */
export interface Unseen {
  /** Repositories in the repository, of which git keeps only the commit. */
  readonly repositories: readonly string[];
  /** Files that a filter, which is in no commit, would make out of what is committed. */
  readonly filtered: readonly string[];
}

/**
 * Makes a worktree of a repository, detached, with the files of a snapshot. Their bytes depend on the
 * snapshot alone: they are checked out by a repository of our own, which stands beside the worktree and
 * knows no setting, attribute or filter of the user's.
 *
 * @param workspace Any folder in the clone.
 * @param path Where; neither it nor `<path>.git` must exist.
 * @throws {LayerprintError} `git-failed`.
 */
export async function addWorktree(
  workspace: string,
  path: string,
  { commit, tree, objects }: Snapshot,
): Promise<Unseen> {
  const add = ['worktree', 'add', '--quiet', '--detach', '--no-checkout', path, commit];
  await runGit(workspace, add);
  await fetchPromised(path, tree, objects);

  const plain = `${path}.git`;
  const format = await runGit(workspace, ['rev-parse', '--show-object-format']);
  const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, plain];
  await runGit(workspace, init, { environment: UNSET });
  const places = [await locateObjects(workspace), ...(objects === undefined ? [] : [objects])];
  await writeFile(join(plain, 'objects/info/alternates'), `${places.join('\n')}\n`);

  const run = (args: readonly string[], input?: string): Promise<string> =>
    runGit(path, ['-c', 'core.attributesFile=/dev/null', ...args], {
      environment: { ...UNSET, GIT_DIR: plain, GIT_WORK_TREE: path },
      ...(input === undefined ? {} : { input }),
    });
  await run(['read-tree', '--reset', '-u', tree]);
  const entries = splitNames(await run(['ls-files', '-z', '--stage']));
  const names = entries.map((entry) => entry.slice(entry.indexOf('\t') + 1));
  const attributes = await run(
    ['check-attr', '-z', '--stdin', 'filter'],
    names.map((name) => `${name}\0`).join(''),
  );
  return {
    repositories: names.filter((_, index) => entries[index]!.startsWith('160000 ')),
    filtered: listFiltered(splitNames(attributes)),
  };
}

/**
 * Has a clone that holds only a part of its objects get those of a tree, in one go: it knows from where,
 * and the repository that checks them out does not.
 */
async function fetchPromised(path: string, tree: string, objects = ''): Promise<void> {
  const promisor = ['config', '--get-regexp', '^remote\\..*\\.promisor$'];
  if ((await tryGit(path, promisor)).status !== 0) return;
  await runGit(path, ['-c', 'core.sparseCheckout=false', 'read-tree', '--reset', '-u', tree], {
    environment: { GIT_ALTERNATE_OBJECT_DIRECTORIES: objects },
  });
}

/** Reads triples of name, attribute and value. */
function listFiltered(fields: readonly string[]): string[] {
  return fields.filter(
    (_, index) => index % 3 === 0 && !['unspecified', 'unset'].includes(fields[index + 2]!),
  );
}
