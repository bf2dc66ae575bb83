import { lstatSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { nameKind } from './read-file.ts';
import { explainWriteFailure } from './system-failure.ts';
import {
  forgetRetired,
  isInTheWay,
  nameWork,
  NEW,
  retire,
  sweepWorkFolders,
  withWorkFolder,
} from './work-folder.ts';

/** How often another process may put its own folder in the same place before this one gives up. */
const MAX_COLLISIONS = 20;

/**
 * Throws where a folder has something in it that its maker did not write, and that would be lost.
 *
 * @param found Where the folder is now; messages name the place that the user knows.
 */
export type AssertReplaceable = (found: string) => Promise<void>;

/**
 * Fills a new folder and puts it in the place of `folder`, so that a reader sees the old folder or the
 * whole new one. When anything fails, the old folder stays as it was and nothing else is left. After a
 * kill, the next call for any folder beside it removes what is left; where the old folder was taken out
 * and the new one not yet put in, it puts the old one back.
 *
 * @param fill Gets the path of an empty folder on the same disk.
 * @param assertReplaceable Asked before the work, and again of the very folder that is about to go.
 * @throws {LayerprintError} `not-written`, when the file system refuses; `not-replaced`, where a link, a
 *   file or a repository is in that place; what `fill` and `assertReplaceable` throw.
 */
export async function replaceFolder<T>(
  folder: string,
  fill: (fresh: string) => Promise<T>,
  assertReplaceable: AssertReplaceable = async () => undefined,
): Promise<T> {
  const place = resolve(folder);
  try {
    await mkdir(dirname(place), { recursive: true });
    await sweepWorkFolders(dirname(place));
    await assertFolderReplaceable(folder, assertReplaceable);
    return await withWorkFolder(dirname(place), async (workFolder) => {
      const fresh = join(workFolder, NEW);
      await mkdir(fresh);
      const result = await fill(fresh).catch((cause: unknown) => {
        throw nameFor(cause, fresh, folder);
      });
      await putInPlace(workFolder, place, async (retired) => {
        assertPlainFolder(retired, folder);
        await assertReplaceable(retired);
      });
      return result;
    });
  } catch (cause) {
    throw explainWriteFailure(folder, cause, (failed) => nameFailed(failed, folder));
  }
}

/**
 * Throws where a folder could not be replaced, for who wants to know before there is anything to put there.
 *
 * @throws {LayerprintError} `not-replaced`; what `assertReplaceable` throws.
 */
export async function assertFolderReplaceable(
  folder: string,
  assertReplaceable: AssertReplaceable,
): Promise<void> {
  const place = resolve(folder);
  if (!isThere(place)) return;
  assertPlainFolder(place, folder);
  await assertReplaceable(place);
}

/** Where another process puts its folder in the same place at the same time, the last one stays. */
async function putInPlace(
  workFolder: string,
  place: string,
  assertOurs: AssertReplaceable,
): Promise<void> {
  for (let collisions = 0; ; collisions++) {
    const retired = await retire(workFolder, basename(place));
    if (retired !== undefined) await assertOurs(retired);
    try {
      await rename(join(workFolder, NEW), place);
      break;
    } catch (cause) {
      if (!isInTheWay(cause) || collisions === MAX_COLLISIONS) throw cause;
      await forgetRetired(workFolder);
    }
  }
  await forgetRetired(workFolder);
}

function assertPlainFolder(found: string, folder: string): void {
  const stats = lstatSync(found);
  const repository = stats.isDirectory() && isThere(join(found, '.git'));
  if (stats.isDirectory() && !repository) return;
  const what = repository ? 'holds a git repository' : `is ${nameKind(stats)}`;
  throw new LayerprintError(
    'not-replaced',
    `${folder} ${what}, and would be replaced by a folder.`,
    'Move it away, or name another folder.',
  );
}

/** Whether anything stands at a path: a link to nothing, too. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** An error of ours that speaks of a file in the new folder, speaking of where the file was to be. */
function nameFor(cause: unknown, fresh: string, folder: string): unknown {
  const speaks =
    cause instanceof LayerprintError && `${cause.message}${cause.hint}`.includes(fresh);
  if (!speaks) return cause;
  const [message, hint] = [cause.message, cause.hint].map((text) => text.replaceAll(fresh, folder));
  return new LayerprintError(cause.code, message!, hint!, { cause: cause.cause });
}

/** What failed, as the user knows it: the folder as it was given, and what is to come in it. */
function nameFailed(failed: string, folder: string): string {
  const named = nameWork(failed, folder);
  return named === resolve(folder) ? folder : named;
}
