import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_NX_STARTS } from '../../fixtures/as-nx-starts.ts';

const WORKSPACE = resolve(import.meta.dirname, '../..');

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'layerprint-new-'));
  await cp(join(WORKSPACE, 'experiments/quick'), join(root, 'experiments/quick'), {
    recursive: true,
  });
});

afterAll(() => rm(root, { recursive: true }));

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...AS_NX_STARTS, join(WORKSPACE, script), ...args],
    { cwd: root, env: { PATH: process.env['PATH'] }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const create = (...args: string[]) => run('tools/new-experiment/new-experiment.ts', ...args);

describe('a new experiment', () => {
  it('has what quick trains, with claims and an article that fit it as they are', async () => {
    const { status, stdout, stderr } = create('--name=mine');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('experiments/mine is a new experiment');
    expect(stdout).toContain('npx nx run mine:build');
    expect(stdout).toContain('npx nx run mine:dev');
    const files = ['article.mdx', 'claims.json', 'experiment.json'];
    expect((await readdir(join(root, 'experiments/mine'))).sort()).toEqual(files);
    for (const file of files) expect(stdout).toContain(`experiments/mine/${file} `);

    const read = async (name: string) =>
      JSON.parse(
        await readFile(join(root, 'experiments', name, 'experiment.json'), 'utf8'),
      ) as Record<string, unknown>;
    const { $schema, ...values } = await read('mine');
    expect($schema).toBe('../experiment.schema.json');
    expect(values).toEqual(await read('quick'));
    const planned = run('packages/trainer/src/commands/plan.ts', '--profile', 'mine');
    expect(planned).toEqual({ status: 0, stdout: '', stderr: '' });

    const article = await readFile(join(root, 'experiments/mine/article.mdx'), 'utf8');
    const { claims } = JSON.parse(
      await readFile(join(root, 'dist/mine/plan/claims.json'), 'utf8'),
    ) as ClaimsPlan;
    for (const component of ['Figure', 'Number', 'Layers']) {
      expect(article).toContain(`<${component} `);
    }
    expect(claims).not.toEqual([]);
    for (const { id } of claims) expect(article).toContain(`<Claim id="${id}" />`);
  });

  it.each([
    ['quick', 'name-taken', 'experiments/quick is there already'],
    ['empty', 'name-taken', 'experiments/empty is there already'],
    ['a-link', 'name-taken', 'experiments/a-link is there already'],
    ['a-file', 'name-taken', 'experiments/a-file is there already'],
    ['trainer', 'unusable-name', 'trainer is the name of another project'],
    ['tools', 'unusable-name', 'tools is the name of another project'],
    ['diff', 'unusable-name', 'dist/diff is the place of something else'],
    ['Mine', 'unusable-name', 'its name has to be of at most 100 lower-case letters'],
    ['../mine', 'unusable-name', 'its name has to be of at most 100 lower-case letters'],
    ['my experiment', 'unusable-name', 'its name has to be of at most 100 lower-case letters'],
    ['-mine', 'unusable-name', 'its name has to be of at most 100 lower-case letters'],
  ])('is refused by the name %s, and nothing is written', async (name, code, sentence) => {
    await mkdir(join(root, 'experiments/empty'), { recursive: true });
    await rm(join(root, 'experiments/a-link'), { force: true });
    await symlink('nowhere', join(root, 'experiments/a-link'));
    await writeFile(join(root, 'experiments/a-file'), '');
    const before = await readdir(root, { recursive: true });
    const { status, stdout, stderr } = create(`--name=${name}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error (${code}): experiments/`);
    expect(stderr).toContain(sentence);
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });

  it('is refused without a name', () => {
    const { status, stderr } = create();
    expect(status).toBe(1);
    expect(stderr).toContain('The option --name is missing.');
  });
});
