import { mkdir, symlink, link } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { create } from 'tar';

const FOLDER = 'cifar-10-batches-bin';

/** What a test can put into an archive beside plain files. */
export interface Extras {
  /** Symbolic and hard links, by name, with their targets. */
  readonly symlinks?: Record<string, string>;
  readonly hardLinks?: Record<string, string>;
  /** Paths that entries have in the archive instead of their own. */
  readonly renamed?: Record<string, string>;
}

/** Packs files into `cifar-10-batches-bin/` of a new .tar.gz, in the order given. */
export async function packArchive(
  root: string,
  contents: Record<string, Uint8Array | string>,
  { symlinks = {}, hardLinks = {}, renamed = {} }: Extras = {},
): Promise<string> {
  const folder = join(root, 'packed', FOLDER);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(contents)) {
    await writeFileAtomically(join(folder, name), content);
  }
  for (const [name, target] of Object.entries(symlinks)) await symlink(target, join(folder, name));
  for (const [name, target] of Object.entries(hardLinks)) {
    await link(join(folder, target), join(folder, name));
  }
  const file = join(root, 'archive.tar.gz');
  const names = [contents, symlinks, hardLinks].flatMap((part) => Object.keys(part));
  await create(
    {
      file,
      gzip: true,
      cwd: join(root, 'packed'),
      preservePaths: true,
      onWriteEntry: (entry) => {
        entry.path = renamed[entry.path] ?? entry.path;
      },
    },
    [...names.map((name) => `${FOLDER}/${name}`)],
  );
  return file;
}
