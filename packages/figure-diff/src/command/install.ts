import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

const LOCK_FILE = 'package-lock.json';
const MODULES = 'node_modules';
/** What npm itself keeps in `node_modules`. */
const KEPT = ['.bin', '.package-lock.json'];

/** Whether what is installed in a workspace is what another needs: it is, where their lock files are equal. */
export async function canShareModules(workspace: string, other: string): Promise<boolean> {
  if (!existsSync(join(workspace, MODULES, '.bin'))) return false;
  const [ours, theirs] = await Promise.all(
    [workspace, other].map((root) => readFile(join(root, LOCK_FILE)).catch(() => undefined)),
  );
  return ours !== undefined && theirs !== undefined && ours.equals(theirs);
}

/**
 * Gives a workspace the packages that are installed in another. They are behind a single link in a folder
 * above, where Node looks for what is not in the workspace's own `node_modules`: to make a link for each of
 * hundreds takes longer than to check the workspace out. In its own `node_modules` are npm's programs and
 * the workspace's own packages, which npm has linked; these lead into its own folders.
 *
 * @param above A folder above `other`, for the link.
 */
export async function shareModules(workspace: string, other: string, above: string): Promise<void> {
  // Where the packages are, also for a workspace that itself shares.
  const installed = dirname(await realpath(join(workspace, MODULES, '.bin')));
  await symlink(installed, join(above, MODULES));

  await mkdir(join(other, MODULES), { recursive: true });
  for (const name of KEPT.filter((name) => existsSync(join(installed, name)))) {
    await symlink(join(installed, name), join(other, MODULES, name));
  }
  for (const { name, path } of await listOwnPackages(workspace)) {
    const link = join(other, MODULES, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), join(other, path)), link);
    await linkNested(join(workspace, path, MODULES), join(other, path));
  }
}

/** The workspace's own packages by name, each with its folder relative to the workspace. */
async function listOwnPackages(workspace: string): Promise<{ name: string; path: string }[]> {
  const root = await realpath(workspace);
  const packages: { name: string; path: string }[] = [];
  for (const name of await listLinks(join(workspace, MODULES))) {
    const path = relative(root, await realpath(join(workspace, MODULES, name)));
    const isOwn = !path.split(sep).some((part) => part === '..' || part === MODULES);
    if (isOwn) packages.push({ name, path });
  }
  return packages;
}

/** Names of packages in a folder that are links: `name` and `@scope/name`. */
async function listLinks(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names: string[] = [];
  for (const entry of entries) {
    if (entry.isSymbolicLink()) names.push(entry.name);
    else if (entry.name.startsWith('@')) {
      const scoped = await listLinks(join(folder, entry.name));
      names.push(...scoped.map((name) => `${entry.name}/${name}`));
    }
  }
  return names;
}

/** Links what npm has installed for one package alone, where the other workspace has that package. */
async function linkNested(modules: string, otherPackage: string): Promise<void> {
  if (!existsSync(modules) || !existsSync(otherPackage)) return;
  await mkdir(join(otherPackage, MODULES), { recursive: true });
  // A name with a dot is the cache of some tool.
  for (const name of (await readdir(modules)).filter((name) => !name.startsWith('.'))) {
    await symlink(join(modules, name), join(otherPackage, MODULES, name));
  }
}
