import { mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeFileAtomically, writeJsonFile } from '../src/files.ts';
import { holdSources, recordPath, SourceRecordSchema } from '../src/held-sources.ts';
import { hashEachSourceFile, hashSourceFiles } from '../src/source-code.ts';
import { drawMutations, judge } from './mutations/mutate-json.ts';

const CODE = { project: 'maker', input: 'making' };
const SOURCES = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];

let workspace: string;
beforeEach(async () => {
  vi.stubEnv('NX_TASK_HASH', undefined);
  workspace = await mkdtemp(join(tmpdir(), 'layerprint-held-'));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(workspace, { recursive: true });
  });
  const namedInputs = { making: ['{projectRoot}/src/**/*'] };
  await write('nx.json', '{}');
  await write('packages/maker/project.json', JSON.stringify({ namedInputs }));
  for (const name of SOURCES) await write(source(name), name);
  await write('plan.json', '{}');
});

const write = (path: string, content: string) =>
  writeFileAtomically(join(workspace, path), content);
const source = (name: string) => `packages/maker/src/${name}`;
const hold = () => holdSources(CODE, [join(workspace, 'plan.json')], workspace);
const changed = (names: string): unknown =>
  expect.objectContaining({
    code: 'source-changed',
    message: `${names} changed while this build ran, so nothing that it made from there on is kept.`,
    hint: expect.stringContaining('Run the same command again') as string,
  });

describe('a task holds its sources, which', () => {
  it('are those of a record, which with one thing changed is refused with a sentence', async () => {
    const path = join(workspace, recordPath(CODE));
    await writeJsonFile(SourceRecordSchema, path, { files: hashEachSourceFile(CODE, workspace) });
    vi.stubEnv('NX_TASK_HASH', '1');
    const whole: unknown = JSON.parse(await readFile(path, 'utf8'));
    const faults: string[] = [];
    for (const mutation of drawMutations(whole, 250)) {
      const fault = await judge(mutation, async (text) => {
        await writeFile(path, text);
        hold();
        return whole;
      });
      if (fault !== undefined) faults.push(fault);
    }
    expect(faults).toEqual([]);
  });

  it('have the hash that its results tell, and may be read', async () => {
    const held = hold();
    expect(held.hash).toBe(hashSourceFiles(CODE, workspace));
    await readFile(join(workspace, source('a.ts')));
    held.assertUnchanged();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['edited', () => writeFile(join(workspace, source('b.ts')), 'other')],
    [
      'edited, and the edit undone',
      async () => {
        await writeFile(join(workspace, source('b.ts')), 'other');
        await writeFile(join(workspace, source('b.ts')), 'b.ts');
      },
    ],
    [
      'replaced by a file with the same content and times',
      async () => {
        await write(source('b.ts'), 'b.ts');
        await utimes(join(workspace, source('b.ts')), 0, 0);
      },
    ],
    [
      'moved away and back',
      async () => {
        await rename(join(workspace, source('b.ts')), join(workspace, 'b.ts'));
        await rename(join(workspace, 'b.ts'), join(workspace, source('b.ts')));
      },
    ],
    ['removed', () => rm(join(workspace, source('b.ts')))],
  ])('are not the same when one is %s', async (_, change) => {
    const held = hold();
    await change();
    expect(held.assertUnchanged).toThrow(changed(`${source('b.ts')} was`));
  });

  it('are not the same when one is added, and the first three are named', async () => {
    const held = hold();
    await write(source('f.ts'), 'new');
    expect(held.assertUnchanged).toThrow(changed(`${source('f.ts')} was`));
    for (const name of SOURCES) await write(source(name), 'new');
    const named = SOURCES.slice(0, 3).map(source).join(', ');
    expect(held.assertUnchanged).toThrow(changed(`${named} and 3 more were`));
  });

  it('are held with what the task reads', async () => {
    const held = hold();
    await write('plan.json', '{"other": true}');
    expect(held.assertUnchanged).toThrow(changed(`${join(workspace, 'plan.json')} was`));
  });
});

describe('a task that Nx has started', () => {
  beforeEach(async () => {
    const files = hashEachSourceFile(CODE, workspace);
    await writeJsonFile(SourceRecordSchema, join(workspace, recordPath(CODE)), { files });
    vi.stubEnv('NX_TASK_HASH', '1234');
  });

  it('goes on where its sources are those that the build began with', () => {
    expect(hold().hash).toBe(hashSourceFiles(CODE, workspace));
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['edited', () => write(source('c.ts'), 'other'), source('c.ts')],
    ['added', () => write(source('f.ts'), 'new'), source('f.ts')],
    ['removed', () => rm(join(workspace, source('d.ts'))), source('d.ts')],
  ])('stops where one was %s since', async (_, change, path) => {
    await change();
    expect(hold).toThrow(changed(`${path} was`));
  });

  it('stops where nobody recorded them', async () => {
    await rm(join(workspace, recordPath(CODE)));
    expect(hold).toThrow(expect.objectContaining({ code: 'file-not-found' }));
  });
});
