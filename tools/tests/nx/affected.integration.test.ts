import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../workspace-copy.ts';

// Each runs Nx, which takes a second, and many where others compute beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const WORKSPACE = resolve(import.meta.dirname, '../../..');

const ON_THE_BACKEND = ['backend', 'figure-diff', 'network', 'report-site', 'tools', 'trainer'];
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
});

afterAll(() => workspace.remove());

async function askNx(...args: string[]): Promise<string> {
  const { status, printed } = await workspace.startNx(args).ended;
  expect(status, printed).toBe(0);
  return printed;
}

describe('an edited file', () => {
  it.for([
    ['experiments/quick/experiment.json', ALL],
    ['experiments/new/experiment.json', ALL],
    ['fixtures/article/reference.json', ON_THE_BACKEND],
    ['packages/backend/assembly/index.ts', ON_THE_BACKEND],
    ['tools/compile-kernels/compile-kernels.ts', ON_THE_BACKEND],
    ['packages/core/src/errors.ts', ALL],
    ['tools/installation/assert-usable.cjs', ALL],
    ['package-lock.json', ALL],
    ['packages/report-site/src/pages/index.astro', ['figure-diff', 'report-site', 'tools']],
    ['packages/figure-diff/src/page/pages/index.astro', ['figure-diff', 'tools']],
    ['README.md', ['tools']],
  ] as const)('%s affects the projects whose tasks read it', async ([file, projects]) => {
    const printed = await askNx('show', 'projects', '--affected', `--files=${file}`);
    expect(printed.split('\n').filter(Boolean).sort()).toEqual(projects);
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
    expect(Object.keys(tasks.tasks)).toContain('trainer:plan');
  });

  it('is linted, tested and built with what stands on it, and with nothing else', async () => {
    const page = '--files=packages/report-site/src/pages/index.astro';
    const args = ['affected', '-t', 'lint', 'test', 'build', page, '--graph=stdout'];
    const { tasks } = JSON.parse(await askNx(...args)) as { tasks: { tasks: object } };
    const ids = Object.keys(tasks.tasks).filter((id) => /:(lint|test|build)$/.test(id));
    expect(ids.sort()).toEqual([
      'figure-diff:lint',
      'figure-diff:test',
      'report-site:build',
      'report-site:lint',
      'report-site:test',
      'tools:lint',
      'tools:test',
    ]);
  });
});

it('affects every project with a task that a task of its project comes before', async () => {
  await askNx('graph', '--file=graph.json');
  const { graph } = JSON.parse(readFileSync(join(workspace.root, 'graph.json'), 'utf8')) as {
    graph: { dependencies: Record<string, { target: string }[]> };
  };
  const reach = (project: string): string[] =>
    graph.dependencies[project]!.flatMap(({ target }) => [target, ...reach(target)]);

  const before = globSync('packages/*/project.json', { cwd: WORKSPACE }).flatMap((path) => {
    const project = JSON.parse(readFileSync(join(WORKSPACE, path), 'utf8')) as Project;
    return Object.values(project.targets)
      .flatMap(({ dependsOn = [] }) => dependsOn.flatMap(({ projects = [] }) => projects))
      .map((other) => ({ project: project.name, other }));
  });
  expect(before.length).toBeGreaterThan(5);
  for (const { project, other } of before) {
    expect([project, ...reach(project)], `${project} after ${other}`).toContain(other);
  }
});

interface Project {
  readonly name: string;
  readonly targets: Record<string, { readonly dependsOn?: { readonly projects?: string[] }[] }>;
}
