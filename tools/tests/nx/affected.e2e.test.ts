import { cp } from 'node:fs/promises';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../workspace-copy.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../..');

const ON_THE_BACKEND = ['backend', 'figure-diff', 'network', 'report-site', 'tools', 'trainer'];
const EXPERIMENTS = ['article', 'new', 'quick', 'smoke'];
const ALL = [
  'artifacts',
  'backend',
  'core',
  'figure-diff',
  'network',
  'report-site',
  'tools',
  'trainer',
];

let workspace: WorkspaceCopy;

beforeAll(async () => {
  workspace = await copyWorkspace();
  const experiments = join(workspace.root, 'experiments');
  await cp(join(experiments, 'quick'), join(experiments, 'new'), { recursive: true });
});

afterAll(() => workspace.remove());

async function askNx(...args: string[]): Promise<string> {
  const { status, printed } = await workspace.startNx(args).ended;
  expect(status, printed).toBe(0);
  return printed;
}

describe('an edited file', () => {
  it.for([
    // No other experiment but those that take over its claims: it may take hours to train.
    ['experiments/quick/experiment.json', [...ALL, 'quick']],
    ['experiments/quick/article.mdx', [...ALL, 'quick']],
    ['experiments/article/claims.json', [...ALL, ...EXPERIMENTS]],
    ['experiments/new/experiment.json', [...ALL, 'new']],
    ['fixtures/article/reference.json', [...ON_THE_BACKEND, ...EXPERIMENTS]],
    ['packages/backend/assembly/index.ts', [...ON_THE_BACKEND, ...EXPERIMENTS]],
    ['tools/compile-kernels/compile-kernels.ts', [...ON_THE_BACKEND, ...EXPERIMENTS]],
    ['packages/core/src/errors.ts', [...ALL, ...EXPERIMENTS]],
    ['packages/core/tests/errors.test.ts', ALL],
    ['tools/installation/assert-usable.cjs', [...ALL, ...EXPERIMENTS]],
    ['package-lock.json', [...ALL, ...EXPERIMENTS]],
    [
      'packages/report-site/src/pages/index.astro',
      ['figure-diff', 'report-site', 'tools', ...EXPERIMENTS],
    ],
    ['packages/figure-diff/src/page/pages/index.astro', ['figure-diff', 'tools']],
    ['README.md', ['tools']],
  ] as const)('%s affects the projects whose tasks read it', async ([file, projects]) => {
    // In one line: of hundreds, Nx loses the last when it ends.
    const printed = await askNx('show', 'projects', '--affected', `--files=${file}`, '--json');
    // The trainings of a study are projects of their own, with a slash in their names.
    const named = (JSON.parse(printed) as string[]).filter((name) => !name.includes('/'));
    expect(named.sort()).toEqual([...projects].sort());
  });

  it('that is an experiment has the report built', async () => {
    const args = [
      'affected',
      '-t',
      'build',
      '--files=experiments/quick/experiment.json',
      '--graph=stdout',
    ];
    const { tasks } = JSON.parse(await askNx(...args)) as { tasks: { tasks: object } };
    expect(Object.keys(tasks.tasks)).toContain('report-site:build');
    expect(Object.keys(tasks.tasks)).toContain('quick:plan');
    expect(Object.keys(tasks.tasks)).not.toContain('article:plan');
  });

  it('is linted, tested and built with what stands on it, and with nothing else', async () => {
    const page = '--files=packages/report-site/src/pages/index.astro';
    const args = ['affected', '-t', 'lint', 'test', 'build', page, '--graph=stdout'];
    const { tasks } = JSON.parse(await askNx(...args)) as { tasks: { tasks: object } };
    const ids = Object.keys(tasks.tasks).filter((id) => /:(lint|test|build)$/.test(id));
    expect(ids.sort()).toEqual([
      'article:build',
      'figure-diff:test',
      'new:build',
      'quick:build',
      'report-site:build',
      'report-site:test',
      'smoke:build',
      'tools:lint',
      'tools:test',
    ]);
  });
});

it('affects every package with a task that a task of its project comes before', async () => {
  await askNx('graph', '--file=graph.json');
  const { graph } = JSON.parse(readFileSync(join(workspace.root, 'graph.json'), 'utf8')) as {
    graph: { dependencies: Record<string, { target: string }[]> };
  };
  const reach = (project: string): string[] =>
    graph.dependencies[project]!.flatMap(({ target }) => [target, ...reach(target)]);

  const before = globSync('packages/*/project.json', { cwd: WORKSPACE }).flatMap((path) => {
    const project = JSON.parse(readFileSync(join(WORKSPACE, path), 'utf8')) as Project;
    return (
      Object.values(project.targets)
        .flatMap(({ dependsOn = [] }) => dependsOn.flatMap(({ projects = [] }) => projects))
        // What affects an experiment, its tests read themselves.
        .filter((other) => !EXPERIMENTS.includes(other))
        .map((other) => ({ project: project.name, other }))
    );
  });
  expect(before.length).toBeGreaterThan(3);
  for (const { project, other } of before) {
    expect([project, ...reach(project)], `${project} after ${other}`).toContain(other);
  }
});

interface Project {
  readonly name: string;
  readonly targets: Record<string, { readonly dependsOn?: { readonly projects?: string[] }[] }>;
}
