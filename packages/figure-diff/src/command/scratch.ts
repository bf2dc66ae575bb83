import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { describeSystemError, isSystemError } from '@layerprint/artifacts/system-failure';
import {
  isWorkFolderName,
  sweepWorkFolders,
  withWorkFolder,
} from '@layerprint/artifacts/work-folder';
import { runGit, tryGit } from '@layerprint/artifacts/git';

/** Begins the name of a folder for everything of one run. */
const PREFIX = 'layerprint-diff-';

/** Where the worktree of a side is, in the folder of a run. */
export function worktreeOf(scratch: string, side: 'base' | 'head'): string {
  return join(scratch, side, 'worktree');
}

/**
 * Makes a folder for everything of one run, and removes it whatever becomes of the run, with the worktrees
 * in it. It is locked as long as this process lives, so that another run can see whether it was left
 * behind, also from another container.
 *
 * @param workspace The clone whose worktrees may be in it; undefined for none.
 * @throws {LayerprintError} `no-temporary-folder`; what `use` throws.
 */
export async function withScratch(
  workspace: string | undefined,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  let scratch: string | undefined;
  try {
    await withWorkFolder(
      await realpath(tmpdir()),
      async (folder) => {
        scratch = folder;
        await use(folder);
      },
      PREFIX,
    );
  } catch (cause) {
    if (scratch !== undefined || !isSystemError(cause)) throw cause;
    throw noTemporaryFolder(cause);
  } finally {
    if (scratch !== undefined) await removeWorktrees(scratch, workspace);
  }
}

/**
 * Removes what runs left behind that were killed before they could clean up: their folders, and their
 * worktrees in the clone. What belongs to another user, or to a run that lives, stays; so does an entry in
 * git's list whose folder cannot be seen from here, since a run in another container may be there.
 */
export async function sweepScratch(workspace: string | undefined): Promise<void> {
  const listed = workspace === undefined ? [] : await listWorktrees(workspace);
  const folders = listed.map((path) => dirname(dirname(path)));
  const ours = folders.filter((path) => isWorkFolderName(basename(path), PREFIX));
  const places = [await realpath(tmpdir()).catch(() => tmpdir()), ...ours.map(dirname)];
  for (const place of new Set(places)) {
    await sweepWorkFolders(place, PREFIX, async (folder) => {
      // A run in the other clone knows these.
      if (hasWorktreeBesides(folder, listed)) return false;
      await removeWorktrees(folder, workspace);
      return true;
    });
  }
}

function hasWorktreeBesides(folder: string, listed: readonly string[]): boolean {
  return (['base', 'head'] as const)
    .map((side) => worktreeOf(folder, side))
    .some((path) => existsSync(join(path, '.git')) && !listed.includes(path));
}

/** Removes the worktrees in a folder. Throws nothing, since another error may be on its way. */
async function removeWorktrees(folder: string, workspace: string | undefined): Promise<void> {
  if (workspace === undefined) return;
  const listed = await listWorktrees(workspace).catch(() => []);
  for (const path of listed.filter((path) => path.startsWith(folder + sep))) {
    // Twice, since one whose making was cut short is locked.
    await tryGit(workspace, ['worktree', 'remove', '--force', '--force', path]);
  }
}

async function listWorktrees(workspace: string): Promise<string[]> {
  const listed = await runGit(workspace, ['worktree', 'list', '--porcelain']);
  return listed
    .split('\n')
    .filter((line) => line.startsWith('worktree '))
    .map((line) => line.slice('worktree '.length));
}

function noTemporaryFolder(cause: NodeJS.ErrnoException): LayerprintError {
  const { reason } = describeSystemError(cause);
  return new LayerprintError(
    'no-temporary-folder',
    `The temporary folder ${tmpdir()} cannot be used: ${reason}.`,
    'Free some space there, or name another folder in the variable TMPDIR (TEMP on Windows).',
    { cause },
  );
}
