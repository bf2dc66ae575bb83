import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, readFileOrExplain, writeUnseenFile } from '@layerprint/artifacts/files';
import { listSums, parseSum } from '@layerprint/artifacts/sealed-folder';

/** What we wrote into a folder, as `sha256sum --check` reads it; a folder without it is none of ours. */
export const SUMS_FILE = 'layerprint-diff.sha256';
/** What systems leave in a folder that someone looked at. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Lists what is in a folder with the sha256 of each file, so that it is known again as ours. */
export async function writeSums(folder: string): Promise<void> {
  await writeUnseenFile(join(folder, SUMS_FILE), await listSums(folder, listEntries(folder)));
}

/**
 * Throws unless a folder holds nothing but what we wrote, as we wrote it, so that nothing is lost when it
 * is replaced. What is not there any more does not count, nor does what systems leave.
 *
 * @param found Where it is now.
 * @param out What the user calls it.
 * @throws {LayerprintError} `out-in-use`, naming what is not ours.
 */
export async function assertOurs(found: string, out: string): Promise<void> {
  const entries = listEntries(found).filter((path) => !LITTER.has(path.split('/').at(-1)!));
  if (entries.length === 0) return;
  if (!entries.includes(SUMS_FILE)) {
    throw inUse(out, `holds ${entries[0]} without the ${SUMS_FILE} by which a diff is known`);
  }
  const sums = parseSums((await readFileOrExplain(join(found, SUMS_FILE))).toString('utf8'));
  for (const path of entries) {
    if (path === SUMS_FILE) continue;
    const sum = sums.get(path);
    if (sum === undefined) throw inUse(out, `holds ${path}, which the diff in it did not write`);
    if ((await hashFile(join(found, path))) !== sum) {
      throw inUse(out, `holds ${path}, which was changed since the diff was written`);
    }
  }
}

/** Everything that is no folder: paths with forward slashes, sorted. Links are not followed. */
function listEntries(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${below}${entry.name}`;
      return entry.isDirectory() ? listEntries(folder, `${path}/`) : [path];
    })
    .sort();
}

function parseSums(text: string): Map<string, string> {
  const listed = text.split('\n').flatMap((line) => parseSum(line) ?? []);
  return new Map(listed.map(({ path, sha256 }) => [path, sha256]));
}

/** Undefined for what is no file or cannot be read, and so is not what we wrote. */
async function hashFile(path: string): Promise<string | undefined> {
  try {
    return hashSha256(await readFileOrExplain(path, { mayBeLink: false }));
  } catch (error) {
    if (error instanceof LayerprintError) return undefined;
    throw error;
  }
}

function inUse(out: string, what: string): LayerprintError {
  return new LayerprintError(
    'out-in-use',
    `${out} ${what}, and would be replaced.`,
    'Move it away, or name another folder with --out.',
  );
}
