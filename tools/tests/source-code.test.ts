import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { hashSha256, listFiles, writeFileAtomically } from '@layerprint/artifacts/files';
import {
  FIGURE_CODE,
  hashSourceFiles,
  listSourceFiles,
  listTaskCodes,
  readNamedInput,
  RENDERING_CODE,
  TRAINING_CODE,
  WORKSPACE,
} from '@layerprint/artifacts/source-code';

const CODE = { project: 'maker', input: 'making' };
const GLOBS = ['{projectRoot}/src/**/*', '!{projectRoot}/src/notes/**/*', 'ground'];
const SHARED = { ground: ['{workspaceRoot}/a.ts', { externalDependencies: ['node'] }] };

let workspace: string;
beforeEach(async () => {
  // Below a folder whose name looks like a glob.
  workspace = await mkdtemp(join(tmpdir(), 'layerprint-code-[a]{b,c}*-'));
  onTestFinished(() => rm(workspace, { recursive: true }));
  await write('nx.json', JSON.stringify({ namedInputs: SHARED }));
  await declare({ making: [...GLOBS, { externalDependencies: ['zod'] }] });
  await write('packages/maker/src/b.ts', 'b');
  await write('packages/maker/src/B/c.ts', 'c');
  await write('packages/maker/src/notes/d.ts', 'd');
  await write('packages/maker/tests/e.ts', 'e');
  await write('a.ts', 'a');
});

const write = (path: string, content: string) =>
  writeFileAtomically(join(workspace, path), content);
const declare = (namedInputs: Record<string, unknown>) =>
  write('packages/maker/project.json', JSON.stringify({ namedInputs }));

describe('the source files of a task', () => {
  it.each([
    [TRAINING_CODE, 'packages/trainer/src/commands/train.ts'],
    [FIGURE_CODE, 'packages/trainer/src/commands/artifacts.ts'],
    [RENDERING_CODE, 'packages/report-site/src/render.ts'],
  ])('are those that Nx counts for %o', async (code, entry) => {
    const globs = readNamedInput(code)!
      .filter((entry) => typeof entry === 'string')
      .map((glob) =>
        glob.replace('{projectRoot}', `packages/${code.project}`).replace('{workspaceRoot}/', ''),
      );
    const isMatched = (path: string) =>
      globs.some((glob) => matchesGlob(path, glob)) &&
      !globs.some((glob) => glob.startsWith('!') && matchesGlob(path, glob.slice(1)));
    const there = (await listFiles(join(WORKSPACE, 'packages')))
      .map((path) => `packages/${path}`)
      .filter((path) => !path.includes('/node_modules/'));
    const listed = listSourceFiles(code);
    expect(listed).toEqual(there.filter(isMatched));
    expect(listed).toContain(entry);
  });

  it('are listed once each, in code unit order, without what is left out or hidden', async () => {
    await declare({ making: [...GLOBS, '{workspaceRoot}/*.ts'] });
    await write('packages/maker/src/.b.ts.swp', 'of an editor');
    expect(listSourceFiles(CODE, workspace)).toEqual([
      'a.ts',
      'packages/maker/src/B/c.ts',
      'packages/maker/src/b.ts',
    ]);
  });

  it('are known for every named input of every project', async () => {
    await write('packages/other/project.json', '{}');
    await write('packages/third/project.json', '{"namedInputs":{"one":[],"two":[]}}');
    expect(listTaskCodes(workspace)).toEqual([
      CODE,
      { project: 'third', input: 'one' },
      { project: 'third', input: 'two' },
    ]);
  });
});

describe('the code of a task', () => {
  it('is written out where it names what tasks share', () => {
    expect(readNamedInput(CODE, workspace)).toEqual([
      ...GLOBS.slice(0, -1),
      ...SHARED.ground,
      { externalDependencies: ['zod'] },
    ]);
    expect(readNamedInput({ ...CODE, input: 'ground' }, workspace)).toBeUndefined();
  });
});

describe('hashSourceFiles', () => {
  it('is what sha256sum gives for what it prints', async () => {
    await declare({ making: ['{workspaceRoot}/a.ts'] });
    const line = `${hashSha256('a')}  a.ts\n`;
    expect(hashSourceFiles(CODE, workspace)).toBe(hashSha256(line));
  });

  it('changes with a content or a name, and with nothing that is left out', async () => {
    const before = hashSourceFiles(CODE, workspace);
    await write('packages/maker/src/notes/d.ts', 'other');
    await write('packages/maker/tests/e.ts', 'other');
    expect(hashSourceFiles(CODE, workspace)).toBe(before);

    await write('packages/maker/src/b.ts', 'other');
    const edited = hashSourceFiles(CODE, workspace);
    expect(edited).not.toBe(before);

    const source = join(workspace, 'packages/maker/src');
    await rename(join(source, 'b.ts'), join(source, 'f.ts'));
    expect(hashSourceFiles(CODE, workspace)).not.toBe(edited);
  });
});
