import { posix } from 'node:path';
import { extract, type ReadEntry } from 'tar';
import { LayerprintError } from '@layerprint/core/errors';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';

/** The folder that the archive holds. */
const ARCHIVE_FOLDER = 'cifar-10-batches-bin';

/**
 * Extracts the expected files from a tar archive, compressed or not, and nothing else: other files are
 * passed over. Content is not verified here.
 *
 * @param folder An empty folder, which gets the files without folders of their own.
 * @throws {LayerprintError} `broken-archive`, when it cannot be read to its end; `unsafe-archive`, when it
 *   holds a link, a device or a path that leaves its folder; `unexpected-size`, when a file would not have
 *   the expected size. In each case nothing outside `folder` was touched.
 */
export async function extractArchive(
  archive: string,
  folder: string,
  expected: readonly DatasetFile[],
): Promise<void> {
  const sizes = new Map(expected.map(({ name, bytes }) => [`${ARCHIVE_FOLDER}/${name}`, bytes]));
  let offence: LayerprintError | undefined;
  const filter = (path: string, entry: unknown): boolean => {
    // Throwing in here would end the process; so the first offence is kept and nothing more is taken.
    offence ??= findOffence(archive, path, entry as ReadEntry, sizes);
    return offence === undefined && sizes.has(posix.normalize(path));
  };
  await extract({ file: archive, cwd: folder, strip: 1, strict: true, filter }).catch(
    (cause: unknown) => {
      if (isSystemError(cause)) throw cause;
      offence ??= new LayerprintError(
        'broken-archive',
        `${archive} cannot be read as an archive: ${(cause as Error).message}.`,
        'Get the archive again: it is cut short, or not a .tar.gz at all.',
        { cause },
      );
    },
  );
  if (offence) throw offence;
}

function findOffence(
  archive: string,
  path: string,
  entry: ReadEntry,
  sizes: ReadonlyMap<string, number>,
): LayerprintError | undefined {
  const normal = posix.normalize(path);
  const leaves = posix.isAbsolute(normal) || normal === '..' || normal.startsWith('../');
  const isPlain = entry.type === 'File' || entry.type === 'OldFile' || entry.type === 'Directory';
  if (leaves || !isPlain) {
    const problem = leaves ? 'leaves its folder' : `is a ${entry.type}, neither file nor folder`;
    return new LayerprintError(
      'unsafe-archive',
      `${archive} is not CIFAR-10's archive: its entry "${path}" ${problem}.`,
      'Get the archive from https://www.cs.toronto.edu/~kriz/cifar.html.',
    );
  }
  const bytes = sizes.get(normal);
  if (bytes === undefined || entry.size === bytes) return undefined;
  const [wanted, found] = [bytes, entry.size].map((size) => size.toLocaleString('en-US'));
  return new LayerprintError(
    'unexpected-size',
    `Expected ${wanted} bytes in ${normal} of ${archive} but found ${found}.`,
    'Get the binary version from https://www.cs.toronto.edu/~kriz/cifar.html.',
  );
}

/** Whether it is the file system that refused: no space, no permission. */
function isSystemError(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}
