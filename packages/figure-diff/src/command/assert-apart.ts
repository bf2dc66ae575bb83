import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { explainWriteFailure } from '@layerprint/artifacts/system-failure';

/** A folder that the output must not replace, and what it is in a sentence. */
interface Guarded {
  readonly path: string;
  readonly name: string;
  /** Whether nothing may be put into it either. */
  readonly isClosed: boolean;
}

/**
 * Throws where the folder to write is, holds or lies in one that it would destroy: what is compared, the
 * workspace, the home folder, git's own. Folders are told apart by what they are on the disk, so links,
 * `..` and letters of either case do not matter.
 *
 * @param out As the user gave it.
 * @param inputs Folders of artifacts that are compared.
 * @throws {LayerprintError} `out-overlaps`; `not-written` or `not-replaced` where nothing can be put in its place.
 */
export function assertApart(out: string, inputs: readonly string[]): void {
  const chain = climb(resolve(out));
  for (const { path, name, isClosed } of listGuarded(inputs)) {
    const guarded = identify(path);
    if (guarded === undefined) continue;
    const self = identify(resolve(out));
    if (self !== undefined && climb(path).map(identify).includes(self)) {
      throw overlaps(out, self === guarded ? `is ${name}` : `holds ${name}`);
    }
    if (isClosed && chain.map(identify).includes(guarded))
      throw overlaps(out, `is inside of ${name}`);
  }
  if (chain.some((path) => basename(path).toLowerCase() === '.git' || isGitFolder(path))) {
    throw overlaps(out, 'is inside of a folder of git’s own');
  }
  assertWritable(out, chain);
}

function listGuarded(inputs: readonly string[]): Guarded[] {
  return [
    ...inputs.map((path) => ({ path, name: `${path}, which is compared`, isClosed: true })),
    { path: process.cwd(), name: 'the folder that this command runs in', isClosed: false },
    { path: resolve(import.meta.dirname, '../../../..'), name: 'the workspace', isClosed: false },
    // Where the page is compiled, in the middle of a comparison.
    {
      path: resolve(import.meta.dirname, '../../../../dist/diff-page'),
      name: 'the folder of compiled pages',
      isClosed: true,
    },
    { path: homedir(), name: 'the home folder', isClosed: false },
    { path: tmpdir(), name: 'the temporary folder', isClosed: false },
  ];
}

/** A path and all above it, with every link on the way followed as far as the path exists. */
function climb(path: string): string[] {
  const there = realpath(path);
  const above = dirname(path);
  if (there === undefined) return above === path ? [path] : [path, ...climb(above)];
  const chain = [there];
  while (dirname(chain.at(-1)!) !== chain.at(-1)) chain.push(dirname(chain.at(-1)!));
  return chain;
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** What a path leads to on the disk; undefined where there is nothing. */
function identify(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

/** Whether it is a bare repository or the `.git` of one that is elsewhere. */
function isGitFolder(path: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => identify(join(path, name)) !== undefined);
}

/** What cannot be written in the end is better told before everything is built. */
function assertWritable(out: string, [path, ...above]: readonly string[]): void {
  const parent = above.find((folder) => lstatSync(folder, { throwIfNoEntry: false })) ?? path!;
  try {
    // With the slash, a file says that it is no folder before it says who may write to it.
    accessSync(join(parent, '/'), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw explainWriteFailure(parent, cause, () => parent);
  }
  const found = statSync(path!, { throwIfNoEntry: false });
  if (found === undefined || found.dev === statSync(parent).dev) return;
  throw new LayerprintError(
    'not-replaced',
    `${out} is where a disk is mounted, and cannot be replaced by another folder.`,
    `Name a folder in it, such as ${join(out, 'diff')}.`,
  );
}

function overlaps(out: string, what: string): LayerprintError {
  return new LayerprintError(
    'out-overlaps',
    `--out ${out} ${what}, and would be replaced by the diff.`,
    'Name a folder of its own, such as dist/diff.',
  );
}
