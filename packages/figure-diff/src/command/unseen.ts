import { countNoun } from '@layerprint/core';
import { runGit, splitNames, tryGit } from '@layerprint/artifacts/git';
import { WORKTREE } from './options.ts';
import type { Repository } from '@layerprint/artifacts/git';
import type { Unseen } from './worktree.ts';

/** Says what a worktree does not hold of what git names in it; nothing where it holds all. */
export function describeUnseen({ repositories, filtered }: Unseen): string[] {
  return [
    ...(repositories.length === 0
      ? []
      : [
          `note: git keeps nothing of the files in ${name(repositories, 'repository')}, so they are not compared.`,
        ]),
    ...(filtered.length === 0
      ? []
      : [
          `note: .gitattributes has a filter for ${name(filtered, 'file')}; what it makes is in no commit, so what is committed is compared.`,
        ]),
  ];
}

/**
 * Says what the name WORKTREE leaves out that one could look for in it: files that git ignores by settings
 * of this machine alone, and a branch or tag of that name.
 */
export async function describeHidden({ workspace }: Repository): Promise<string[]> {
  const others = ['ls-files', '-z', '--others'];
  const [all, seen, refs] = await Promise.all([
    runGit(workspace, [...others, '--exclude-per-directory=.gitignore']),
    runGit(workspace, [...others, '--exclude-standard']),
    tryGit(workspace, ['show-ref', '--heads', '--tags', WORKTREE]),
  ]);
  const shown = new Set(splitNames(seen));
  const hidden = splitNames(all).filter((path) => !shown.has(path));
  return [
    ...(hidden.length === 0
      ? []
      : [
          `note: git ignores ${name(hidden, 'file')} by a setting of this machine, .git/info/exclude or core.excludesFile, so ${WORKTREE} is compared without.`,
        ]),
    ...(refs.status !== 0
      ? []
      : [
          `note: ${WORKTREE} is the working tree; what has that name in this repository is ${refs.stdout.split(/\s/)[1]}.`,
        ]),
  ];
}

/** The first of some paths, and how many there are beside it. */
function name(paths: readonly string[], noun: string): string {
  const rest = paths.length - 1;
  return `the ${noun} ${paths[0]}${rest === 0 ? '' : ` and ${countNoun(rest, 'other')}`}`;
}
