import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { assertApart } from '../../src/command/assert-apart.ts';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');
let root: string;
let base: string;

beforeEach(async () => {
  root = await createFolder();
  base = join(root, 'kept/base');
  await mkdir(join(base, 'figures'), { recursive: true });
  await mkdir(join(root, 'x'));
  await symlink(join(root, 'kept'), join(root, 'link'));
  await mkdir(join(root, 'bare'));
  execFileSync('git', ['init', '--quiet', '--bare', join(root, 'bare')]);
});

describe('a folder to write', () => {
  it.each<[string, () => string, string]>([
    ['what is compared', () => base, 'is '],
    ['what is compared, with a slash', () => `${base}/`, 'is '],
    ['what is compared, with a dot', () => `${base}/.`, 'is '],
    ['what is compared, by way of ..', () => `${base}/../base`, 'is '],
    ['what is compared, by a link', () => join(root, 'link/base'), 'is '],
    ['around what is compared', () => join(root, 'kept'), 'holds '],
    ['far around what is compared', () => root, 'holds '],
    ['inside of what is compared', () => join(base, 'figures'), 'is inside of '],
    ['not there yet, inside of what is compared', () => join(base, 'a/b'), 'is inside of '],
    ['not there yet, inside of it by a link', () => join(root, 'link/base/a/b'), 'is inside of '],
    ['the workspace', () => WORKSPACE, 'is '],
    ['where the command runs', () => '.', 'is '],
    ['where the command runs, in other words', () => `../${basename(resolve('.'))}/.`, 'is '],
    ['around the workspace', () => dirname(WORKSPACE), 'holds '],
    ['around compiled pages', () => '/', 'holds '],
    ['inside of compiled pages', () => join(WORKSPACE, 'dist/diff-page/x'), 'is inside of '],
    ['the home folder', () => homedir(), ''],
    ['the temporary folder', () => tmpdir(), ''],
    ['git’s own', () => join(WORKSPACE, '.git'), ''],
    [
      'inside of git’s own',
      () => join(WORKSPACE, '.git/objects/x'),
      'is inside of a folder of git',
    ],
    [
      'inside of git’s own that is to come',
      () => join(root, 'x/.GIT/y'),
      'is inside of a folder of',
    ],
    [
      'inside of a bare repository',
      () => join(root, 'bare/objects/a'),
      'is inside of a folder of git',
    ],
  ])('is not %s', async (_, choose, what) => {
    const out = choose();
    await mkdir(join(WORKSPACE, 'dist/diff-page'), { recursive: true });
    expect(() => assertApart(out, [join(root, 'nowhere'), base])).toThrow(`--out ${out} ${what}`);
  });

  it.each(['x', 'x/', 'x/.', 'new', 'new/far/below', 'kept/head', 'base'])('may be %s', (path) => {
    expect(() => assertApart(join(root, path), [base])).not.toThrow();
  });

  it.runIf(process.getuid?.() !== 0)('is told at once where it cannot be made', async () => {
    await chmod(join(root, 'x'), 0o500);
    expect(() => assertApart(join(root, 'x/y/z'), [])).toThrow(
      `${join(root, 'x')} could not be written: permission is denied.`,
    );
  });

  it.runIf(existsSync('/dev/shm'))('is told at once where it is a disk', () => {
    // As tests have it, it is the temporary folder as well.
    vi.stubEnv('TMPDIR', '/tmp');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(() => assertApart('/dev/shm', [])).toThrow('/dev/shm is where a disk is mounted');
    expect(() => assertApart('/dev/shm/layerprint-none', [])).not.toThrow();
  });

  it('is told at once where a file is in the way', () => {
    expect(() => assertApart('/dev/null/x', [])).toThrow(
      '/dev/null could not be written: a part of the path is a file.',
    );
  });
});
