import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { hashSha256, listFiles, writeFileAtomically } from '@layerprint/core/files';
import {
  hashSourceFiles,
  listSourceFiles,
  readPackageVersions,
  readTaskInput,
} from '../src/source-code.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../..');
const INPUT = ['{projectRoot}/src/**/*', '!{projectRoot}/src/notes/**/*', '{workspaceRoot}/a.ts'];

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'layerprint-code-'));
  onTestFinished(() => rm(workspace, { recursive: true }));
  await write('packages/trainer/src/b.ts', 'b');
  await write('packages/trainer/src/B/c.ts', 'c');
  await write('packages/trainer/src/notes/d.ts', 'd');
  await write('packages/trainer/tests/e.ts', 'e');
  await write('a.ts', 'a');
});

const write = (path: string, content: string) =>
  writeFileAtomically(join(workspace, path), content);

describe('the source files of a task', () => {
  it.each(['training', 'artifacts'] as const)('are those that Nx counts for %s', async (name) => {
    const globs = readTaskInput(name)
      .filter((entry) => typeof entry === 'string')
      .map((glob) =>
        glob.replace('{projectRoot}', 'packages/trainer').replace('{workspaceRoot}/', ''),
      );
    const isMatched = (path: string) =>
      globs.some((glob) => matchesGlob(path, glob)) &&
      !globs.some((glob) => glob.startsWith('!') && matchesGlob(path, glob.slice(1)));
    const there = (await listFiles(join(WORKSPACE, 'packages')))
      .map((path) => `packages/${path}`)
      .filter((path) => !path.includes('/node_modules/'));
    const listed = listSourceFiles(readTaskInput(name));
    expect(listed).toEqual(there.filter(isMatched));
    expect(listed).toContain(
      `packages/trainer/src/commands/${name === 'training' ? 'train' : name}.ts`,
    );
  });

  it('are listed once each, in code unit order, without what is left out', () => {
    expect(listSourceFiles([...INPUT, '{workspaceRoot}/*.ts'], workspace)).toEqual([
      'a.ts',
      'packages/trainer/src/B/c.ts',
      'packages/trainer/src/b.ts',
    ]);
  });

  it('are the same below a folder whose name looks like a pattern or an address', async () => {
    const listed = listSourceFiles(INPUT, workspace);
    for (const name of ['[a]{b,c}', 'with space ü', '!(x) 100% #1?']) {
      const place = join(workspace, name);
      await cp(join(workspace, 'packages'), join(place, 'packages'), { recursive: true });
      await cp(join(workspace, 'a.ts'), join(place, 'a.ts'));
      expect(listSourceFiles(INPUT, place)).toEqual(listed);
    }
  });
});

describe('hashSourceFiles', () => {
  it('is what sha256sum gives for what it prints', () => {
    const line = `${hashSha256('a')}  a.ts\n`;
    expect(hashSourceFiles(['{workspaceRoot}/a.ts'], workspace)).toBe(hashSha256(line));
  });

  it('changes with a content or a name, and with nothing that is left out', async () => {
    const before = hashSourceFiles(INPUT, workspace);
    await write('packages/trainer/src/notes/d.ts', 'other');
    await write('packages/trainer/tests/e.ts', 'other');
    expect(hashSourceFiles(INPUT, workspace)).toBe(before);

    await write('packages/trainer/src/b.ts', 'other');
    const edited = hashSourceFiles(INPUT, workspace);
    expect(edited).not.toBe(before);

    const source = join(workspace, 'packages/trainer/src');
    await rename(join(source, 'b.ts'), join(source, 'f.ts'));
    expect(hashSourceFiles(INPUT, workspace)).not.toBe(edited);
  });
});

describe('readPackageVersions', () => {
  it('gives the installed versions of what draws, under the names that code imports', async () => {
    const path = join(WORKSPACE, 'packages/core/package.json');
    const { dependencies } = JSON.parse(await readFile(path, 'utf8')) as {
      dependencies: Record<string, string>;
    };
    // They compare and check pictures that are drawn already.
    delete dependencies['pixelmatch'];
    delete dependencies['sax'];
    const pinned = Object.entries(dependencies).map(([name, version]) => [
      name,
      version.replace(/^npm:.*@/, ''),
    ]);
    expect(readPackageVersions(readTaskInput('artifacts'))).toEqual(Object.fromEntries(pinned));
  });
});
