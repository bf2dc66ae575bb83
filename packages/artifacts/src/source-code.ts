import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, matchesGlob, resolve, sep } from 'node:path';
import { hashSha256 } from './files.ts';

/** The workspace that this code is in. */
export const WORKSPACE = resolve(import.meta.dirname, '../../..');

/** A named input: globs, those to leave out after a `!`, packages, and no names of others any more. */
export type NamedInput = readonly (
  | string
  | {
      readonly externalDependencies?: readonly string[];
      readonly dependentTasksOutputFiles?: string;
    }
)[];

type NamedInputs = Readonly<Record<string, NamedInput>>;

/** What Nx counts as the code of one kind of task. */
export interface TaskCode {
  /** The folder below `packages`. */
  readonly project: string;
  /** The named input in the project's project.json. */
  readonly input: string;
}

/** The code of the tasks whose results tell it. */
export const TRAINING_CODE: TaskCode = { project: 'trainer', input: 'training' };
export const FIGURE_CODE: TaskCode = { project: 'trainer', input: 'artifacts' };
/** The sources of the backend's kernels. */
export const KERNEL_CODE: TaskCode = { project: 'backend', input: 'kernels' };
/** The code that makes pages of a report. */
export const RENDERING_CODE: TaskCode = { project: 'report-site', input: 'rendering' };

/**
 * Lists the code of every kind of task there is: each named input of each project. There is one list, in
 * the project.json files: what makes Nx run a task again is what its results tell.
 *
 * @param workspace Where to look; this workspace unless somebody says otherwise.
 */
export function listTaskCodes(workspace = WORKSPACE): TaskCode[] {
  return globSync('packages/*/project.json', { cwd: workspace })
    .map((path) => basename(dirname(path)))
    .sort()
    .flatMap((project) =>
      Object.keys(readNamedInputs(project, workspace)).map((input) => ({ project, input })),
    );
}

/**
 * Reads what Nx counts as the code of a task, with every named input of nx.json that it names written out;
 * undefined where the project has no input of that name.
 */
export function readNamedInput(
  { project, input }: TaskCode,
  workspace = WORKSPACE,
): NamedInput | undefined {
  const shared = readInputsOf('nx.json', workspace);
  return readNamedInputs(project, workspace)[input]?.flatMap((entry) =>
    typeof entry === 'string' ? (shared[entry] ?? [entry]) : [entry],
  );
}

/**
 * Lists the source files of a task, relative to the workspace, with forward slashes, sorted. Files whose
 * names start with a dot, as editors leave them, are none.
 */
export function listSourceFiles(code: TaskCode, workspace = WORKSPACE): string[] {
  const entries = readNamedInput(code, workspace) ?? [];
  const globs = entries.flatMap((entry) =>
    typeof entry === 'string' ? locate(entry, code.project) : [],
  );
  const excluded = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const found = globSync(
    globs.filter((glob) => !glob.startsWith('!')),
    { cwd: workspace, withFileTypes: true },
  );
  // Left out here: `exclude` of `globSync` takes signs in the names of the folders above for a glob.
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name).slice(workspace.length + 1))
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => !excluded.some((glob) => matchesGlob(path, glob)));
  return [...new Set(files)].sort();
}

/** Hashes every source file of a task: sha256 by path, in order. */
export function hashEachSourceFile(code: TaskCode, workspace = WORKSPACE): Record<string, string> {
  const files = listSourceFiles(code, workspace);
  return Object.fromEntries(
    files.map((path) => [path, hashSha256(readFileSync(resolve(workspace, path)))]),
  );
}

/** One hash for all of them: the sha256 of what `sha256sum` prints for the files, in order. */
export function combineHashes(files: Readonly<Record<string, string>>): string {
  const lines = Object.entries(files).map(([path, sha256]) => `${sha256}  ${path}\n`);
  return hashSha256(lines.join(''));
}

/** The hash of a task's code as it stands. */
export function hashSourceFiles(code: TaskCode, workspace = WORKSPACE): string {
  return combineHashes(hashEachSourceFile(code, workspace));
}

function readNamedInputs(project: string, workspace: string): NamedInputs {
  return readInputsOf(`packages/${project}/project.json`, workspace);
}

function readInputsOf(path: string, workspace: string): NamedInputs {
  const text = readFileSync(resolve(workspace, path), 'utf8');
  return (JSON.parse(text) as { namedInputs?: NamedInputs }).namedInputs ?? {};
}

function locate(glob: string, project: string): string {
  return glob.replace('{projectRoot}', `packages/${project}`).replace('{workspaceRoot}/', '');
}
