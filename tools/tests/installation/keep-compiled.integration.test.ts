import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFolder } from '../../../packages/artifacts/tests/git/small-repository.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SCRIPT = join(ROOT, 'tools/installation/keep-compiled.cjs');
let root: string;
let folder: string;

beforeEach(async () => {
  root = await createFolder();
  folder = join(root, 'cache/compile');
});

/** What a process says of its cache, and which it hands on. */
function keep(environment: Record<string, string>): string {
  const script = `
    const { keepCompiled } = require(${JSON.stringify(SCRIPT)});
    keepCompiled(${JSON.stringify(folder)});
    require('@layerprint/core');
    process.stdout.write(process.env.NODE_COMPILE_CACHE ?? 'none');
  `;
  const { stdout } = spawnSync(process.execPath, ['-e', script], {
    cwd: import.meta.dirname,
    env: { PATH: process.env['PATH'], TMPDIR: root, ...environment },
    encoding: 'utf8',
  });
  return stdout;
}

describe('compiled code', () => {
  it('is kept in a folder of the user alone', async () => {
    expect(keep({})).toBe(folder);
    expect(await readdir(folder)).toHaveLength(1);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(root)).toEqual(['cache']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['others may write to', () => chmod(folder, 0o777)],
    ['a group may write to', () => chmod(folder, 0o770)],
  ])('is not kept in a folder that %s', async (_, change) => {
    await mkdir(folder, { recursive: true });
    await change();
    expect(keep({})).toBe('none');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not kept behind a link, or in a file', async () => {
    await mkdir(join(root, 'cache'));
    await mkdir(join(root, 'theirs'));
    await symlink(join(root, 'theirs'), folder);
    expect(keep({})).toBe('none');
    expect(await readdir(join(root, 'theirs'))).toEqual([]);
    await rm(folder);
    await writeFile(folder, '');
    expect(keep({})).toBe('none');
  });

  it.runIf(process.getuid?.() === 0)('is not kept in another user’s folder', async () => {
    await mkdir(folder, { recursive: true });
    await chown(folder, 65_534, 65_534);
    expect(keep({})).toBe('none');
  });

  it('is kept where the user says', async () => {
    const chosen = join(root, 'chosen');
    expect(keep({ NODE_COMPILE_CACHE: chosen })).toBe(chosen);
    expect(await readdir(root)).toEqual(['chosen']);
  });

  it('is what every command begins with', () => {
    const { stdout } = spawnSync(
      process.execPath,
      ['-r', './tools/installation/preload.cjs', '-p', 'process.env.NODE_COMPILE_CACHE'],
      { cwd: ROOT, env: { PATH: process.env['PATH'] }, encoding: 'utf8' },
    );
    expect(stdout.trim()).toBe(join(ROOT, 'node_modules/.cache/layerprint-compile'));
  });
});
