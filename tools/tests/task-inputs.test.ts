import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve } from 'node:path';
import { isBuiltin } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { makeModelTasks, makeTasks, makeTrainingTasks } from '../nx/experiment-tasks.cjs';

/**
 * Nx runs a task again when its declared inputs change. So every file and package that a command
 * reaches through its imports has to be declared, or a stale result would be restored as current.
 */
type Input = string | { externalDependencies?: string[] };
interface Target {
  command?: string | undefined;
  inputs?: readonly Input[];
  dependsOn?: readonly unknown[];
}
interface Project {
  namedInputs?: Record<string, Input[]>;
  targets: Readonly<Record<string, Target>>;
}

const SCRIPT = /node (?:-r \S+ )?(?:--\S+ )?(\S+\.ts)/;
const WORKSPACE = resolve(import.meta.dirname, '../..');
const shared = readProject('nx.json').namedInputs;
const projects = ['packages/backend', 'packages/trainer', 'packages/report-site'].map((root) => {
  const { namedInputs, targets } = readProject(join(root, 'project.json'));
  const ofExperiments = Object.entries({
    ...makeTasks('any', [], true),
    ...makeModelTasks('any', { id: 'one', verb: 'train' }),
    ...makeModelTasks('any', { id: 'other', verb: 'load' }),
  }).filter(([, { command }]) => command?.includes(` ${root}/`));
  return {
    root,
    project: {
      namedInputs: { ...shared, ...namedInputs },
      targets: {
        ...targets,
        ...Object.fromEntries(ofExperiments),
        ...(root === 'packages/trainer' ? listTasksOfTraining() : {}),
      },
    },
  };
});

/** The tasks of a training of a study, which know their code by what the build recorded of a named input of the trainer. */
function listTasksOfTraining(): Record<string, Target> {
  const { train, measure } = makeTrainingTasks('any', { id: 'pair-01-model' });
  const ofCode = ({ command, inputs }: typeof train, code: string): Target => ({
    command,
    inputs: inputs!.map((input) =>
      JSON.stringify(input) === `{"dependentTasksOutputFiles":"**/.sources/trainer-${code}.json"}`
        ? code
        : (input as Input),
    ),
  });
  return {
    'train-study': ofCode(train, 'training'),
    'measure-study': ofCode(measure, 'measuring'),
  };
}

function readProject(path: string): Project {
  return JSON.parse(readFileSync(join(WORKSPACE, path), 'utf8')) as Project;
}

describe('the declared inputs of every task with code of its own', () => {
  const tasks = projects.flatMap(({ root, project }) =>
    Object.entries(project.targets)
      .filter(([, { inputs }]) => inputs?.some((input) => isNamed(project, input)))
      .filter(([, { command = '' }]) => SCRIPT.test(command))
      .map(([name, target]) => ({ name: `${root}:${name}`, ...declared(root, project, target) })),
  );

  it.each(tasks)('cover all that $name imports', ({ entry, globs, packages }) => {
    const reached = followImports(entry);
    const undeclaredFiles = reached.files.filter(
      (file) =>
        !globs.some((glob) => matchesGlob(file, glob)) ||
        globs.some((glob) => glob.startsWith('!') && matchesGlob(file, glob.slice(1))),
    );
    expect(undeclaredFiles).toEqual([]);
    expect(reached.packages.filter((name) => !packages.includes(name))).toEqual([]);
  });
});

describe('a task that can load the compiled kernels', () => {
  const KERNELS = 'packages/backend/src/node.ts';
  /** It reads networks on the backend of TF.js alone, and says what is wrong with an experiment before anything is compiled. */
  const NEEDS_NONE = 'plan';
  const tasks = Object.entries<Target>({
    ...makeTasks('any', [], true),
    ...makeModelTasks('any', { id: 'other', verb: 'load' }),
    ...makeTrainingTasks('any', { id: 'pair-01-model' }),
  }).filter(([name, { command = '' }]) => {
    const entry = SCRIPT.exec(command)?.[1];
    return name !== NEEDS_NONE && entry && followImports(entry).files.includes(KERNELS);
  });

  it('is found', () => expect(tasks.length).toBeGreaterThan(5));

  it.each(tasks)('waits until they are: %s', (_, { dependsOn }) => {
    expect(dependsOn).toContainEqual({ projects: ['backend'], target: 'compile' });
  });
});

function isNamed({ namedInputs }: Project, input: unknown): input is string {
  return typeof input === 'string' && namedInputs?.[input] !== undefined;
}

function declared(root: string, project: Project, target: Target) {
  const writeOut = (input: Input): Input[] =>
    isNamed(project, input) ? project.namedInputs![input]!.flatMap(writeOut) : [input];
  const inputs = target.inputs!.flatMap(writeOut);
  const globs = inputs
    .filter((input) => typeof input === 'string')
    .map((glob) => glob.replace('{projectRoot}', root).replace('{workspaceRoot}/', ''));
  const packages = inputs.flatMap((input) =>
    typeof input === 'string' ? [] : (input.externalDependencies ?? []),
  );
  return { entry: SCRIPT.exec(target.command!)![1]!, globs, packages };
}

function followImports(entry: string): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const pending = [join(WORKSPACE, entry)];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const file = relative(WORKSPACE, path);
    if (files.has(file)) continue;
    files.add(file);
    if (!path.endsWith('.ts')) continue;
    for (const { fileName } of ts.preProcessFile(readFileSync(path, 'utf8')).importedFiles) {
      if (isBuiltin(fileName)) continue;
      if (fileName.startsWith('.')) pending.push(resolve(dirname(path), fileName));
      else if (fileName.startsWith('@layerprint/')) pending.push(resolveOurs(fileName));
      else packages.add(packageName(fileName));
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

function resolveOurs(specifier: string): string {
  const name = packageName(specifier);
  const folder = join(WORKSPACE, 'packages', name.slice('@layerprint/'.length));
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string>;
  };
  const entry = `.${specifier.slice(name.length)}`;
  const wildcard = entry.replace(/[^/]+$/, '*');
  const target = exports[entry] ?? exports[wildcard]!.replace('*', entry.split('/').at(-1)!);
  const path = join(folder, target);
  expect(existsSync(path), `${specifier} resolves`).toBe(true);
  return path;
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
