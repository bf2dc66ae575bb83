import { join } from 'node:path';
import type { z } from 'zod';
import { parseJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, listFiles, readFileOrExplain, writeFileAtomically } from './files.ts';

/** The sums of all other files of a folder, as `sha256sum --check` reads them. */
export const SUMS_FILE = 'SHA256SUMS';

/** What helps where something that a task has made is damaged, wherever the damage is. */
export const BUILD_ANEW =
  'Run `npx nx reset`, which empties the cache of Nx, and then the same command again: all that is missing is made anew.';

/** What a reader says of files that are not as they were written. */
const DAMAGE: ReadonlySet<string> = new Set([
  ...['artifact-missing', 'artifact-unexpected', 'artifact-changed'],
  ...['file-not-found', 'invalid-json'],
]);

/** Gives an error about files that Nx may have restored the remedy that helps then. */
export function remedyDamage(error: unknown): unknown {
  if (!(error instanceof LayerprintError) || !DAMAGE.has(error.code)) return error;
  return new LayerprintError(error.code, error.message, BUILD_ANEW, { cause: error });
}

/** The remedy where something else may help already. */
export function orBuildAnew(first: string): string {
  return `${first} Where that does not help, r${BUILD_ANEW.slice(1)}`;
}

/** A file of a list of sums. */
interface ListedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Lists files of a folder with the sha256 of each, as `sha256sum` does. */
export async function listSums(folder: string, paths: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const path of paths) {
    lines.push(`${hashSha256(await readFileOrExplain(join(folder, path)))}  ${path}\n`);
  }
  return lines.join('');
}

/** Reads a line of such a list; undefined where it is none. */
export function parseSum(line: string): ListedFile | undefined {
  const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
  return sha256 === undefined || path === undefined ? undefined : { path, sha256 };
}

/**
 * Seals a folder that a task has filled: writes the sha256 of every file in it, sorted by path, to
 * `SHA256SUMS`. Whoever reads the folder reads it by the functions below, since what Nx restores from its
 * cache is verified by nobody else.
 *
 * @throws {LayerprintError} `not-written`.
 */
export async function sealFolder(folder: string): Promise<void> {
  const paths = (await listFiles(folder)).filter((path) => path !== SUMS_FILE);
  await writeFileAtomically(join(folder, SUMS_FILE), await listSums(folder, paths));
}

/**
 * Reads a file of a sealed folder.
 *
 * @param hint What to do where it is not as it was written.
 * @throws {LayerprintError} `file-not-found` or `file-not-readable`; `damaged`, where it is not what was
 *   written.
 */
export async function readSealedFile(
  folder: string,
  name: string,
  hint: string = BUILD_ANEW,
): Promise<Buffer> {
  const content = await readOrHint(join(folder, name), hint);
  assertSum(folder, name, content, (await readSums(folder, hint)).get(name), hint);
  return content;
}

/** Reads a JSON file of a sealed folder; throws like `readSealedFile`, and `invalid-json`. */
export async function readSealedJson<S extends z.ZodType>(
  schema: S,
  folder: string,
  name: string,
  hint: string = BUILD_ANEW,
): Promise<z.output<S>> {
  const content = await readSealedFile(folder, name, hint);
  return parseJson(schema, content, join(folder, name));
}

/**
 * Checks a whole sealed folder: every file is there and as it was written, and nothing else is there.
 *
 * @param beside Files that may be there although they are not of the folder.
 * @throws {LayerprintError} `file-not-found` or `file-not-readable`; `damaged`, naming the file.
 */
export async function verifySealedFolder(
  folder: string,
  hint: string = BUILD_ANEW,
  beside: readonly string[] = [],
): Promise<void> {
  const sums = await readSums(folder, hint);
  for (const path of await listFiles(folder)) {
    if (path === SUMS_FILE || beside.includes(path)) continue;
    assertSum(folder, path, await readFileOrExplain(join(folder, path)), sums.get(path), hint);
    sums.delete(path);
  }
  const [missing] = sums.keys();
  if (missing !== undefined) throw damaged(`${join(folder, missing)} is missing.`, hint);
}

async function readSums(folder: string, hint: string): Promise<Map<string, string>> {
  const path = join(folder, SUMS_FILE);
  const lines = (await readOrHint(path, hint)).toString('utf8').split('\n');
  if (lines.pop() !== '') throw damaged(`${path} is cut short.`, hint);
  return new Map(
    lines.map((line) => {
      const listed = parseSum(line);
      if (!listed) throw damaged(`${path} is not a list of sha256 sums.`, hint);
      return [listed.path, listed.sha256];
    }),
  );
}

function assertSum(
  folder: string,
  name: string,
  content: Buffer,
  expected: string | undefined,
  hint: string,
): void {
  const path = join(folder, name);
  if (expected === undefined) {
    throw damaged(`${path} is not listed in ${join(folder, SUMS_FILE)}.`, hint);
  }
  const found = hashSha256(content);
  if (found === expected) return;
  throw damaged(
    `${path} is not what was written: its sha256 should be ${expected} and is ${found}.`,
    hint,
  );
}

/** Nx may say that it has restored a folder and have restored nothing, so a file that is missing is damage too. */
async function readOrHint(path: string, hint: string): Promise<Buffer> {
  return readFileOrExplain(path).catch((error: unknown) => {
    if (!(error instanceof LayerprintError) || error.code !== 'file-not-found') throw error;
    throw new LayerprintError(
      error.code,
      error.message,
      `Run the task that makes it, or, where it ran already, do this: ${hint}`,
      { cause: error },
    );
  });
}

function damaged(message: string, hint: string): LayerprintError {
  return new LayerprintError('damaged', message, hint);
}
