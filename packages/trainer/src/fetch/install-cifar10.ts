import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { replaceFolder, writeUnseenFile } from '@layerprint/artifacts/files';
import { sweepWorkFolders } from '@layerprint/artifacts/work-folder';
import type { Cifar10Lock } from '../dataset/cifar-10/lock.ts';
import { readVerifiedFile } from '../dataset/verified-file.ts';
import type { ProgressStream } from '../progress-line.ts';
import { createDownloadBar } from './download-bar.ts';
import { discardDownload, holdDownload } from './download-state.ts';
import { downloadFile } from './download.ts';
import { extractArchive } from './extract-archive.ts';
import { findBatches } from './find-batches.ts';
import type { DownloadLimits } from './transfer.ts';

/** Where CIFAR-10 comes from: an address, or an archive or a folder on this machine. */
export type Cifar10Origin = { readonly url: string } | { readonly path: string };

/** Of the official archive, with room: 5,000 s are 280 kbit/s for its 170 MB. */
const CIFAR10_DOWNLOAD_LIMITS: DownloadLimits = {
  stallTime: 30_000,
  totalTime: 5_000_000,
  attempts: 6,
  firstPause: 1000,
  maxBytes: 256 * 1024 * 1024,
};

/** What the archive holds besides what is taken, and so may stand in a folder that someone extracted. */
const ARCHIVE_EXTRAS = ['batches.meta.txt', 'readme.html'];

/**
 * Puts CIFAR-10's binary version in place:
 *
 *     download, or what the user has ─► take the expected files ─► verify each ─► rename into place
 *
 * On failure the folder stays as it was; a partial download stays beside it, hidden, for the next run,
 * but none that turned out wrong, and none once the folder is whole. What killed runs left goes.
 *
 * @param folder Where it goes.
 * @returns Whether anything was done: false where the folder is there already, whole and verified.
 * @throws {LayerprintError} as `downloadFile`, `extractArchive` and `readVerifiedFile`; `no-origin`, when
 *   the given path does not exist; `download-under-way`; `data-in-use`, when the folder holds what is none
 *   of CIFAR-10; `not-written`.
 */
export async function installCifar10(
  folder: string,
  origin: Cifar10Origin,
  lock: Cifar10Lock,
  output: ProgressStream,
  limits: DownloadLimits = CIFAR10_DOWNLOAD_LIMITS,
): Promise<boolean> {
  const archive = join(dirname(folder), '.cifar-10-binary.tar.gz.part');
  if (await isInstalled(folder, lock)) {
    await sweepWorkFolders(dirname(folder));
    await discardDownload(archive);
    return false;
  }
  const fill = async (fresh: string): Promise<void> => {
    if ('path' in origin) return takeFromPath(origin.path, fresh, lock);
    await holdDownload(archive, async () => {
      await downloadFile(origin.url, archive, limits, createDownloadBar(output));
      await takeArchive(archive, fresh, lock, origin.url).finally(() => discardDownload(archive));
    });
  };
  await replaceFolder(folder, fill, (found) => assertNothingElse(found, folder, lock));
  if ('path' in origin) await discardDownload(archive);
  return true;
}

async function assertNothingElse(found: string, folder: string, lock: Cifar10Lock): Promise<void> {
  const known = new Set([...lock.files.map(({ name }) => name), ...ARCHIVE_EXTRAS]);
  const other = (await readdir(found)).find((name) => !known.has(name));
  if (other === undefined) return;
  throw new LayerprintError(
    'data-in-use',
    `${folder} holds ${other}, which is none of CIFAR-10's files, and would be replaced.`,
    'Move it away and run again.',
  );
}

async function isInstalled(folder: string, lock: Cifar10Lock): Promise<boolean> {
  try {
    await verifyFiles(folder, lock, '');
    return true;
  } catch (error) {
    if (error instanceof LayerprintError) return false;
    throw error;
  }
}

async function takeFromPath(path: string, folder: string, lock: Cifar10Lock): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() && !found?.isDirectory()) {
    const isHome = path.startsWith('~')
      ? ' A "~" is expanded by the shell alone, after a space.'
      : '';
    throw new LayerprintError(
      'no-origin',
      `${path} ${found ? 'is neither a file nor a folder' : 'does not exist'}.`,
      `Give --from the path of CIFAR-10's binary archive, or of a folder with its files.${isHome}`,
    );
  }
  if (found.isFile()) return takeArchive(path, folder, lock, path);
  const batches = await findBatches(
    path,
    lock.files.map(({ name }) => name),
  );
  for (const file of lock.files) {
    const batch = batches.get(file.name)!;
    const remedy = 'Give --from the whole binary version of CIFAR-10.';
    await writeUnseenFile(join(folder, file.name), await readVerifiedFile(batch, file, remedy));
  }
}

async function takeArchive(
  archive: string,
  folder: string,
  lock: Cifar10Lock,
  origin: string,
): Promise<void> {
  await extractArchive(archive, folder, lock.files, origin);
  await verifyFiles(
    folder,
    lock,
    `${origin} is not CIFAR-10's binary version; get it from https://www.cs.toronto.edu/~kriz/cifar.html.`,
  );
}

async function verifyFiles(folder: string, lock: Cifar10Lock, remedy: string): Promise<void> {
  for (const file of lock.files) await readVerifiedFile(join(folder, file.name), file, remedy);
}
