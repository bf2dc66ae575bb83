import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const LOCK_FILE = 'package-lock.json';
const MODULES = 'node_modules';
/** What npm itself keeps in `node_modules`; anything else with a dot is the cache of some tool. */
const KEPT = ['.bin', '.package-lock.json'];

/** Whether what is installed in a workspace is what another needs: it is, where their lock files are equal. */
export async function canShareModules(workspace: string, other: string): Promise<boolean> {
  if (!existsSync(join(workspace, MODULES))) return false;
  const [ours, theirs] = await Promise.all(
    [workspace, other].map((root) => readFile(join(root, LOCK_FILE)).catch(() => undefined)),
  );
  return ours !== undefined && theirs !== undefined && ours.equals(theirs);
}

/**
 * Gives a workspace the packages that are installed in another, as links. The workspace's own packages,
 * which npm has linked, become links to its own folders.
 */
export async function shareModules(workspace: string, other: string): Promise<void> {
  const ownPackages = await linkModules(workspace, other, MODULES);
  for (const path of ownPackages) {
    const modules = join(path, MODULES);
    const isNeeded = existsSync(join(workspace, modules)) && existsSync(join(other, path));
    if (isNeeded) await linkModules(workspace, other, modules);
  }
}

/** @returns The workspace's own packages among them, relative to the workspace. */
async function linkModules(workspace: string, other: string, folder: string): Promise<string[]> {
  const ownPackages: string[] = [];
  await mkdir(join(other, folder), { recursive: true });
  for (const name of await readdir(join(workspace, folder))) {
    const path = join(folder, name);
    const entry = join(workspace, path);
    if (name.startsWith('@')) {
      ownPackages.push(...(await linkModules(workspace, other, path)));
    } else if (!name.startsWith('.') || KEPT.includes(name)) {
      const ownPackage = await findOwnPackage(workspace, entry);
      if (ownPackage !== undefined) ownPackages.push(ownPackage);
      const place = join(other, folder);
      const target = ownPackage === undefined ? entry : relative(place, join(other, ownPackage));
      await symlink(target, join(place, name));
    }
  }
  return ownPackages;
}

/** The folder that npm has linked an entry to, relative to the workspace; undefined for what it installed. */
async function findOwnPackage(workspace: string, entry: string): Promise<string | undefined> {
  if (!(await lstat(entry)).isSymbolicLink()) return undefined;
  const path = relative(await realpath(workspace), await realpath(entry));
  return path.split(sep).some((part) => part === '..' || part === MODULES) ? undefined : path;
}
