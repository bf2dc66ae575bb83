import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { hashSha256 } from '@layerprint/core/files';
import { runGit, tryGit } from './git.ts';

/** Process ids mean something only on the machine that gave them. */
const MACHINE = hashSha256(hostname()).slice(0, 8);
const NAME = /^layerprint-diff-([0-9a-f]{8})-([0-9]+)-/;

/**
 * Makes a folder for everything of one run, and removes it whatever becomes of the run. Its name tells
 * whose it is, so that a later run can see whether it was left behind. Worktrees go two folders down.
 *
 * @param workspace The clone whose worktrees may be in it; undefined for none.
 */
export async function withScratch(
  workspace: string | undefined,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const place = await realpath(tmpdir());
  const folder = await mkdtemp(join(place, `layerprint-diff-${MACHINE}-${process.pid}-`));
  try {
    await use(folder);
  } finally {
    await removeScratch(folder, workspace);
  }
}

/** Removes what runs left behind that were killed before they could clean up. */
export async function sweepScratch(workspace: string): Promise<void> {
  const worktrees = await listWorktrees(workspace);
  const place = await realpath(tmpdir());
  const folders = new Set([
    ...worktrees.map((path) => dirname(dirname(path))),
    ...(await readdir(place)).map((name) => join(place, name)),
  ]);
  for (const folder of folders) {
    if (isLeftBehind(basename(folder))) await removeScratch(folder, workspace);
  }
}

/**
 * Removes a folder and takes the worktrees in it off git's list. Does what it can and throws nothing, since
 * it may run while another error is on its way.
 */
async function removeScratch(folder: string, workspace: string | undefined): Promise<void> {
  const listed = workspace === undefined ? [] : await listWorktrees(workspace).catch(() => []);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  for (const path of listed.filter((path) => path.startsWith(folder + sep))) {
    // Twice, since one whose making was cut short is locked.
    await tryGit(workspace!, ['worktree', 'remove', '--force', '--force', path]);
  }
}

function isLeftBehind(name: string): boolean {
  const [, machine, pid] = NAME.exec(name) ?? [];
  if (machine !== MACHINE) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function listWorktrees(workspace: string): Promise<string[]> {
  const listed = await runGit(workspace, ['worktree', 'list', '--porcelain']);
  return listed
    .split('\n')
    .filter((line) => line.startsWith('worktree '))
    .map((line) => line.slice('worktree '.length));
}
