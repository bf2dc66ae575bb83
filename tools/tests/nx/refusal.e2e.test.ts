import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../workspace-copy.ts';

let workspace: WorkspaceCopy;

beforeAll(async () => {
  workspace = await copyWorkspace();
});

afterAll(() => workspace.remove());

const run = (line: string, environment: Record<string, string> = {}) =>
  workspace.startNx(line.split(' '), environment).ended;

describe('Nx', () => {
  it.each([
    ['run report-site:build:artcle', 'no configuration "artcle" of report-site:build'],
    ['preview report-site -c artcle', 'no configuration "artcle" of report-site:preview'],
    ['run trainer:train-dummy --profile=artcle', 'There is no profile "artcle"'],
    ['run trainer:verify -- --profile artcle', 'There is no profile "artcle"'],
    ['run artcle:build', 'There is no experiment "artcle"'],
    ['build artcle', 'There is no experiment "artcle"'],
  ])('%s is refused before anything runs', async (line, sentence) => {
    const { status, printed } = await run(line);
    expect(status).toBe(1);
    expect(printed).toContain(sentence);
    expect(printed).toContain('Did you mean "article"?');
    expect(printed).not.toContain('> nx run');
    expect(existsSync(join(workspace.root, 'dist'))).toBe(false);
  });

  it.each([
    ['run quick:biuld', 'There is no task "biuld" of quick. Did you mean "build"?'],
    ['run-many -t plan dataset -c article', 'There is no configuration "article" of'],
    ['affected -t build -c article --files=package.json', 'There is no configuration "article" of'],
    ['run quick:plan --profile=article', 'quick:plan is a task of the experiment quick'],
    ['run quick:plan --profil=quick', 'There is no option --profil of quick:plan, nor of Nx.'],
    ['run report-site:build --Profile quick', 'There is no option --Profile of report-site:build'],
    ['build report-site -- --profilee=quick', 'There is no option --profilee of report-site:build'],
    ['run-many -t plan,dataset --backnd cpu', 'There is no option --backnd of'],
  ])('%s is refused before anything runs, too', async (line, sentence) => {
    const { status, printed } = await run(line);
    expect(status).toBe(1);
    expect(printed).toContain(sentence);
    expect(printed).not.toContain('> nx run');
  });

  it.each([
    ['run quick:plan:artcle', 'There is no configuration "artcle" of quick:plan'],
    ['run quick:plan --profile=article', 'quick:plan is a task of the experiment quick'],
    ['run report-site:build --profile=smoke', 'Run `npx nx run smoke:build` instead'],
  ])(
    'refuses %s as well where its plugins run in processes of their own',
    async (line, sentence) => {
      const { status, printed } = await run(line, { NX_ISOLATE_PLUGINS: 'true' });
      expect({ status, printed }).toMatchObject({
        status: 1,
        printed: expect.stringContaining(sentence),
      });
    },
  );

  it.each([
    ['run trainer:plan', 'quick'],
    ['run trainer:plan:article', 'article'],
    ['run trainer:plan --skip-nx-cache --profile=smoke --output-style=stream', 'smoke'],
  ])('%s is the task of an experiment, %s', async (line, experiment) => {
    const { status, printed } = await run(line);
    expect(status, printed).toBe(0);
    expect(printed).toContain(`> nx run ${experiment}:plan`);
    expect(printed).not.toMatch(/warning/i);
    expect(existsSync(join(workspace.root, `dist/${experiment}/plan/model-dummy.json`))).toBe(true);
  });

  it.each([
    'run report-site:render --help',
    'run quick:render -h',
    'run quick:render -- --help',
    'render report-site --help',
  ])('nx %s tells what the command does, once, and runs nothing', async (line) => {
    const { status, printed } = await run(line);
    expect(status, printed).toBe(0);
    expect(printed).toMatch(/^Usage: render .*\n\nRenders the site of a profile/);
    expect(printed.match(/^Usage:/gm)).toHaveLength(1);
    expect(printed).not.toContain('nx run report-site:render --help');
  });
});

describe('an experiment that cannot be one', () => {
  /** Puts a file where an experiment is, until the test ends. */
  async function place(folder: string, text: string): Promise<void> {
    const path = join(workspace.root, 'experiments', folder, 'experiment.json');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    onTestFinished(() => rm(dirname(path), { recursive: true }));
  }

  it.each([
    ['core', 'core:build', '{}', 'experiments/core cannot be an experiment: core is the name of'],
    ['tools', 'tools:build', '{}', 'experiments/tools cannot be an experiment: tools is the name'],
    ['Mine', 'Mine:build', '{}', 'experiments/Mine cannot be an experiment: its name has to be'],
    ['bench', 'bench:plan', '{}', 'experiments/bench cannot be an experiment: dist/bench is the'],
    ['mine', 'mine:build', '{', 'experiments/mine/experiment.json is not valid JSON'],
    ['mine', 'mine:build', '[]', 'experiments/mine/experiment.json'],
    ['mine', 'mine:train-one', '{', 'The models of mine cannot be read; `npx nx run mine:plan`'],
  ])('%s: %s says why, where it holds %s', async (folder, task, text, sentence) => {
    await place(folder, text);
    const { status, printed } = await run(`run ${task}`);
    expect(status).not.toBe(0);
    expect(printed).toContain(sentence);
    expect(printed.match(/error \(/g)).toHaveLength(1);
  });

  it('leaves all others as they are', async () => {
    for (const name of ['core', 'Mine', '$(touch x)', 'bench']) await place(name, '{}');
    await place('mine', '{');
    const { status, printed } = await run('run quick:plan');
    expect(status, printed).toBe(0);
  });
});
