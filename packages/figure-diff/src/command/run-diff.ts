import { describeError } from '@layerprint/artifacts/command';
import { decideExitStatus } from '../comparison/index.ts';
import type { Diff } from '../schemas/diff.ts';
import { showText } from '@layerprint/artifacts/terminal-text';
import { findSide } from './sources.ts';
import { openSides } from './open-sides.ts';
import { parseDiffOptions, type DiffRequest } from './options.ts';
import { readProfile } from './open-comparable.ts';
import { renderAgain } from './render-again.ts';
import { openRepository } from '@layerprint/artifacts/git';
import { summariseDiff } from './summarise-diff.ts';
import { sweepScratch, withScratch } from './scratch.ts';
import { describeHidden } from './unseen.ts';
import { warnOfChanges } from './warn-of-changes.ts';
import { assertReplaceable, DiffThreads, writeDiff } from './write-diff.ts';

/** Exit status of a comparison that could not be made. */
export const EXIT_NOT_COMPARED = 2;

/**
 * Compares the reports of two revisions, or of two folders of artifacts, or renders again what was compared.
 *
 *     revision ──► worktree ──► nx run <profile>:artifacts ──► artifacts ──┐
 *                                                                          ├──► dist/diff/
 *     folder ────────────────────────────────────────────────► artifacts ──┘
 *
 * Exits 0 where nothing changed that `--fail-on` names, 1 where something did, and 2 where the two could
 * not be compared.
 */
export async function runDiff(signal: AbortSignal): Promise<void> {
  const request = parseDiffOptions(process.argv.slice(2));
  if ('from' in request) {
    finish(await renderAgain(request, signal), request);
    return;
  }
  await assertReplaceable(request);
  const threads = new DiffThreads(signal);
  try {
    await compare(request, threads, signal);
  } finally {
    await threads.stop();
  }
}

async function compare(
  request: DiffRequest,
  threads: DiffThreads,
  signal: AbortSignal,
): Promise<void> {
  const choices = [request.base, request.head];
  const needsRepository = choices.some((choice) => 'revision' in choice);
  const repository = needsRepository ? await openRepository(process.cwd()) : undefined;
  await sweepScratch(repository?.workspace);

  await withScratch(repository?.workspace, async (scratch) => {
    const base = await findSide(request.base, repository, scratch);
    const head = await findSide(request.head, repository, scratch);
    if (repository) await warnOfChanges(repository, head.source, say);
    if ([base, head].some(({ source }) => source.from === 'worktree')) {
      (await describeHidden(repository!)).forEach(say);
    }
    const profile = await decideProfile(request);
    const folderProfile = request.profile ?? (repository && profile);
    const opening = { repository, profile, folderProfile, scratch, signal, say };
    const sides = await openSides(base, head, opening);
    signal.throwIfAborted();
    for (const { failure } of [sides.base, sides.head]) {
      if (failure) say(describeError(failure));
    }
    const diff = await writeDiff(request, profile, sides, threads, signal);
    finish(diff, request);
  });
}

/** Says what came out, and lets the exit status tell it. */
function finish(diff: Diff, { out, failOn }: Pick<DiffRequest, 'out' | 'failOn'>): void {
  process.stdout.write(summariseDiff(diff, out));
  process.exitCode = decideExitStatus(diff, failOn);
}

/** The profile that was asked for, or that a folder is of, of two the head, or `quick`. */
async function decideProfile({ profile, base, head }: DiffRequest): Promise<string> {
  if (profile !== undefined) return profile;
  for (const choice of [head, base]) {
    const found = 'folder' in choice ? await readProfile(choice.folder) : undefined;
    if (found !== undefined) return found;
  }
  return 'quick';
}

function say(text: string): void {
  process.stderr.write(`${showText(text)}\n`);
}
