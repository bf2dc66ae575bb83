import { open, readdir } from 'node:fs/promises';
import { posix } from 'node:path';
import { extract, type ReadEntry } from 'tar';
import { LayerprintError } from '@layerprint/core/errors';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';
import { recogniseVersion } from '../dataset/cifar-10/recognise-version.ts';
import { otherVersion } from './find-batches.ts';

/** What an archive of 184 MB may hold in all, in bytes: reading more takes long, and is of no use. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** Archives that are none of ours, by their first bytes in hexadecimal. */
const OTHER_ARCHIVES: Readonly<Record<string, string>> = {
  '504b0304': 'a zip archive',
  '377abcaf': 'a 7z archive',
  '52617221': 'a rar archive',
  fd377a58: 'compressed with xz',
  '425a68': 'compressed with bzip2',
};

/**
 * Extracts the expected files from a tar archive, compressed with gzip or not, wherever in it they are, and nothing
 * else: other files are passed over. Case does not count. Content is not verified here.
 *
 * @param folder An empty folder, which gets the files without folders of their own.
 * @param name What the archive is called in messages.
 * @throws {LayerprintError} `broken-archive`, when it cannot be read to its end, or is an archive of another
 *   kind; `unsafe-archive`, when it holds a link, a device, a path that leaves its folder, or far too much;
 *   `unexpected-size`, when a file would not have the expected size; `other-version`, when it holds CIFAR in another
 *   form; `data-file-missing`. In each case nothing outside `folder` was touched.
 */
export async function extractArchive(
  archive: string,
  folder: string,
  expected: readonly DatasetFile[],
  name = archive,
): Promise<void> {
  await assertTar(archive, name);
  const sizes = new Map(expected.map(({ name, bytes }) => [name, bytes]));
  let offence: LayerprintError | undefined;
  let version: string | undefined;
  let total = 0;
  const filter = (path: string, entry: unknown): boolean => {
    const { type, size } = entry as ReadEntry;
    total += size;
    // Throwing in here would end the process; so the first offence is kept and nothing more is taken.
    offence ??= findOffence(name, path, entry as ReadEntry, sizes, total);
    version ??= recogniseVersion(path);
    return offence === undefined && type !== 'Directory' && sizes.has(nameOf(path));
  };
  const onReadEntry = (entry: ReadEntry): void => {
    entry.path = nameOf(entry.path);
  };
  await extract({ file: archive, cwd: folder, strict: true, filter, onReadEntry }).catch(
    (cause: unknown) => {
      if (isSystemError(cause)) throw cause;
      offence ??= new LayerprintError(
        'broken-archive',
        `${name} cannot be read as an archive: ${(cause as Error).message}.`,
        'Get the archive again: it is cut short, or not a .tar.gz at all.',
        { cause },
      );
    },
  );
  if (offence) throw offence;
  const taken = await readdir(folder);
  const missing = expected.find((file) => !taken.includes(file.name));
  if (missing === undefined) return;
  if (version !== undefined) throw otherVersion(name, version);
  throw new LayerprintError(
    'data-file-missing',
    `${name} does not hold ${missing.name}.`,
    'Get "CIFAR-10 binary version" from https://www.cs.toronto.edu/~kriz/cifar.html.',
  );
}

/** What a file in an archive is called, whichever separators and case whoever packed it had. */
function nameOf(path: string): string {
  return posix.basename(path.replaceAll('\\', '/')).toLowerCase();
}

async function assertTar(archive: string, name: string): Promise<void> {
  const file = await open(archive);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0).finally(() => file.close());
  const start = buffer.toString('hex');
  const kind = Object.keys(OTHER_ARCHIVES).find((magic) => start.startsWith(magic));
  if (kind === undefined) return;
  throw new LayerprintError(
    'broken-archive',
    `${name} is ${OTHER_ARCHIVES[kind]}, and can be read as a .tar.gz or .tar alone.`,
    'Unpack it, and give --from the folder with its files.',
  );
}

function findOffence(
  name: string,
  path: string,
  entry: ReadEntry,
  sizes: ReadonlyMap<string, number>,
  total: number,
): LayerprintError | undefined {
  const refuse = (problem: string): LayerprintError =>
    new LayerprintError(
      'unsafe-archive',
      `${name} is not CIFAR-10's archive: ${problem}.`,
      'Get the archive from https://www.cs.toronto.edu/~kriz/cifar.html.',
    );
  const normal = posix.normalize(path);
  if (posix.isAbsolute(normal) || normal === '..' || normal.startsWith('../')) {
    return refuse(`its entry "${path}" leaves its folder`);
  }
  const isPlain = entry.type === 'File' || entry.type === 'OldFile' || entry.type === 'Directory';
  if (!isPlain) {
    return refuse(`its entry "${path}" is a ${entry.type}, neither file nor folder`);
  }
  if (total > MOST_BYTES) return refuse('it holds more than a gibibyte');
  const bytes = entry.type === 'Directory' ? undefined : sizes.get(nameOf(path));
  if (bytes === undefined || entry.size === bytes) return undefined;
  const [wanted, found] = [bytes, entry.size].map((size) => size.toLocaleString('en-US'));
  return new LayerprintError(
    'unexpected-size',
    `Expected ${wanted} bytes in ${normal} of ${name} but found ${found}.`,
    'Get the binary version from https://www.cs.toronto.edu/~kriz/cifar.html.',
  );
}

/** Whether it is the file system that refused: no space, no permission. */
function isSystemError(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}
