import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { parseJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { Sha256Schema } from '@layerprint/core/schemas/scalars';
import {
  combineHashes,
  hashEachSourceFile,
  listSourceFiles,
  WORKSPACE,
  type TaskCode,
} from './source-code.ts';

/** Where the first task of a build writes what the others were started for; no profile is called so. */
export const RECORD_FOLDER = join('dist', '.sources');

/** The code of a task as it was when a build began: sha256 by path. */
export const SourceRecordSchema = z.strictObject({ files: z.record(z.string(), Sha256Schema) });

/** Files named in one sentence; the rest are counted. */
const MAX_NAMES = 3;

/** The code that a task runs, and a check that it still stands there. */
export interface HeldSources {
  /** sha256 over the source files. */
  readonly hash: string;
  /** sha256 of each of them, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** @throws {LayerprintError} `source-changed`, naming what was changed since, also where it was undone. */
  readonly assertUnchanged: () => void;
}

/** Where the record of a task's code is, relative to the workspace root. */
export function recordPath({ project, input }: TaskCode): string {
  return join(RECORD_FOLDER, `${project}-${input}.json`);
}

/**
 * Holds a task to the code that it was started for. Nx knows sources by what they were when `nx run`
 * began, and files a result under that also when it was made much later; so a task calls this before it
 * loads what it runs, and checks again before it puts its output in place.
 *
 * A task that Nx did not start is held to what stands when it begins.
 *
 * @param inputs Other files that the task reads, relative to the working directory, held from now on.
 * @param workspace Where the sources are; this workspace unless a test says otherwise.
 * @throws {LayerprintError} `source-changed`, naming what was changed since the build began;
 *   `file-not-found`, where it was started by Nx and there is no record.
 */
export function holdSources(
  code: TaskCode,
  inputs: readonly string[] = [],
  workspace = WORKSPACE,
): HeldSources {
  const stamp = (): Map<string, string> =>
    new Map([
      ...listSourceFiles(code, workspace).map(
        (path) => [path, stampFile(resolve(workspace, path))] as const,
      ),
      ...inputs.map((path) => [path, stampFile(path)] as const),
    ]);
  const stamps = stamp();
  const files = hashEachSourceFile(code, workspace);
  const recorded = readRecord(code, workspace);
  if (recorded) assertSame(new Map(Object.entries(recorded)), new Map(Object.entries(files)));
  return {
    hash: combineHashes(files),
    files,
    assertUnchanged: () => assertSame(stamps, stamp()),
  };
}

/** The hash of another task's code in the same build. */
export function readRecordedHash(code: TaskCode): string {
  return combineHashes(readRecord(code, WORKSPACE) ?? hashEachSourceFile(code));
}

/** Undefined where Nx did not start this process, and so no build began. */
function readRecord(code: TaskCode, workspace: string): Record<string, string> | undefined {
  if (process.env['NX_TASK_HASH'] === undefined) return undefined;
  const path = resolve(workspace, recordPath(code));
  return parseJson(SourceRecordSchema, readText(path), path).files;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new LayerprintError(
      'file-not-found',
      `${path} does not exist, which says for what sources this task was started.`,
      'Run the task by `npx nx run`, which records them first.',
      { cause },
    );
  }
}

/**
 * What tells a file from one that was written since, even with the same content: two edits of which the
 * second undoes the first leave another time of change. No clock of ours is looked at.
 */
function stampFile(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.ctimeNs}` : 'absent';
}

function assertSame(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const paths = new Set([...before.keys(), ...after.keys()]);
  const changed = [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
  if (changed.length === 0) return;
  const rest = changed.length - MAX_NAMES;
  const names = changed.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  throw new LayerprintError(
    'source-changed',
    `${names} ${changed.length === 1 ? 'was' : 'were'} changed while this build ran, so nothing that it made from there on is kept.`,
    'Run the same command again, and change nothing until it has ended.',
  );
}
