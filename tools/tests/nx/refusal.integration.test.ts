import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../workspace-copy.ts';

// Each runs Nx, which takes a second, and many where others compute beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

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
    ['run-many -t plan dataset -c artcle', 'no configuration "artcle" of trainer:plan, trainer:d'],
    ['affected -t build -c artcle --files=package.json', 'no configuration "artcle"'],
    ['preview report-site -c artcle', 'no configuration "artcle" of report-site:preview'],
    ['run trainer:train-dummy --profile=artcle', 'There is no profile "artcle"'],
    ['run trainer:verify -- --profile artcle', 'There is no profile "artcle"'],
  ])('%s is refused before anything runs', async (line, sentence) => {
    const { status, printed } = await run(line);
    expect(status).toBe(1);
    expect(printed).toContain(sentence);
    expect(printed).toContain('Did you mean "article"?');
    expect(printed).not.toContain('> nx run');
    expect(existsSync(join(workspace.root, 'dist'))).toBe(false);
  });

  it('refuses as well where its plugins run in processes of their own', async () => {
    const { status, printed } = await run('run trainer:plan:artcle', {
      NX_ISOLATE_PLUGINS: 'true',
    });
    expect({ status, printed }).toMatchObject({
      status: 1,
      printed: expect.stringContaining('no configuration "artcle" of trainer:plan'),
    });
  });

  it('takes the name of the profile that a target works on without a configuration', async () => {
    expect(await run('run trainer:plan:quick')).toMatchObject({ status: 0 });
    expect(existsSync(join(workspace.root, 'dist/quick/plan/dummy.json'))).toBe(true);
  });

  it.each([
    'run report-site:render --help',
    'run report-site:render -h',
    'run report-site:render -- --help',
    'render report-site --help',
  ])('nx %s tells what the command does, and runs nothing', async (line) => {
    const { status, printed } = await run(line);
    expect(status, printed).toBe(0);
    expect(printed).toMatch(/^Usage: render .*\n\nRenders the site of a profile/);
    expect(printed).not.toContain('nx run report-site:render --help');
  });

  it.each([
    'run trainer:plan --profil=quick',
    'run report-site:build --Profile quick',
    'build report-site -- --profilee=quick',
    'run-many -t plan,dataset --profiles quick',
  ])('nx %s is refused before anything runs', async (line) => {
    const { status, printed } = await run(line);
    expect(status).toBe(1);
    expect(printed).toMatch(/There is no option --profi\w* of .*Did you mean --profile\?/is);
    expect(printed).not.toContain('> nx run');
  });

  it('takes an option of its own', async () => {
    const { status, printed } = await run('run trainer:plan --skip-nx-cache --output-style=stream');
    expect(status, printed).toBe(0);
  });
});
