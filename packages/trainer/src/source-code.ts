import { globSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { matchesGlob, resolve, sep } from 'node:path';
import { hashSha256 } from '@layerprint/core/files';

const PROJECT = resolve(import.meta.dirname, '..');
const WORKSPACE = resolve(PROJECT, '../..');

/** A named input of project.json: globs, those to leave out after a `!`, and packages. */
export type NamedInput = readonly (
  string | { readonly externalDependencies?: readonly string[] }
)[];

/** The named inputs that results tell the code of. */
export type TaskInput = 'training' | 'artifacts';

/**
 * Reads what Nx counts as a task's own code. There is one list, in project.json: what makes Nx run a
 * task again is what its results tell.
 */
export function readTaskInput(name: TaskInput): NamedInput {
  const text = readFileSync(resolve(PROJECT, 'project.json'), 'utf8');
  const { namedInputs } = JSON.parse(text) as { namedInputs: Record<TaskInput, NamedInput> };
  return namedInputs[name];
}

/**
 * Hashes the source files of a task: the sha256 of what `sha256sum` prints for them, in order.
 *
 * @param workspace Where the files are; this workspace unless a test says otherwise.
 */
export function hashSourceFiles(input: NamedInput, workspace = WORKSPACE): string {
  const lines = listSourceFiles(input, workspace).map(
    (path) => `${hashSha256(readFileSync(resolve(workspace, path)))}  ${path}\n`,
  );
  return hashSha256(lines.join(''));
}

/** Lists the source files of a task, relative to the workspace, with forward slashes, sorted. */
export function listSourceFiles(input: NamedInput, workspace = WORKSPACE): string[] {
  const globs = input.flatMap((entry) => (typeof entry === 'string' ? locate(entry) : []));
  const exclude = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const found = globSync(
    globs.filter((glob) => !glob.startsWith('!')),
    { cwd: workspace, withFileTypes: true },
  );
  // What is left out is matched here, below the workspace: globSync would take brackets in the name of a
  // folder above it for a pattern.
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name).slice(workspace.length + 1))
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => !exclude.some((glob) => matchesGlob(path, glob)));
  return [...new Set(files)].sort();
}

/**
 * Reads the versions of the packages that a task stands on, as they are installed: those that draw. What
 * computes, Node and TF.js, is told by the backend.
 */
export function readPackageVersions(input: NamedInput): Record<string, string> {
  const names = input.flatMap((entry) =>
    typeof entry === 'string' ? [] : (entry.externalDependencies ?? []),
  );
  const drawing = names.filter((name) => name !== 'node' && !name.startsWith('@tensorflow/'));
  return Object.fromEntries(drawing.map((name) => [name, readInstalledVersion(name)]));
}

function readInstalledVersion(name: string): string {
  const path = findPackageJSON(name, import.meta.url)!;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

function locate(glob: string): string {
  return glob
    .replace('{projectRoot}', PROJECT.slice(WORKSPACE.length + 1).replaceAll(sep, '/'))
    .replace('{workspaceRoot}/', '');
}
