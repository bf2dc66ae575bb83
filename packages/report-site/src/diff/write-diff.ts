import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compareReports,
  formatDiffJunit,
  formatDiffMarkdown,
  type ComparedSide,
} from '@layerprint/core/comparison';
import { LayerprintError } from '@layerprint/core/errors';
import { replaceFolder, writeFileAtomically, writeJsonFile } from '@layerprint/core/files';
import { writePictureDiffs } from '@layerprint/core/picture-diff';
import { DiffSchema, type Diff } from '@layerprint/core/schemas/diff';
import { DIFF_FILE } from '../diff-report/open-diff.ts';
import type { DiffRequest } from './options.ts';

/**
 * Throws unless a folder can be replaced without a loss: it is not there, is empty, or holds a diff.
 *
 * @throws {LayerprintError} `out-in-use`.
 */
export async function assertReplaceable(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : ['a file'],
  );
  if (names.length === 0 || names.includes(DIFF_FILE)) return;
  throw new LayerprintError(
    'out-in-use',
    `${folder} holds something that is no diff of ours, and would be replaced.`,
    'Name another folder with --out, or move what is in it away.',
  );
}

/**
 * Compares two sides and puts everything that comes of it in the place of a folder, when it is whole:
 *
 *     artifacts ──► pictures/ ──► diff.json ──► index.html, diff.md, junit.xml
 *
 * Where only one side could be built, its artifacts are kept below the folder, in `base/` or `head/`.
 *
 * @throws {LayerprintError} `not-written`.
 */
export function writeDiff(
  { out, failOn }: Pick<DiffRequest, 'out' | 'failOn'>,
  profile: string,
  { base, head }: { base: ComparedSide; head: ComparedSide },
): Promise<Diff> {
  return replaceFolder(out, async (temporary) => {
    const pictures =
      base.artifacts && head.artifacts
        ? await writePictureDiffs(base.artifacts, head.artifacts, temporary)
        : new Map();
    const diff = compareReports({ profile, base, head, pictures });
    await writeJsonFile(DiffSchema, join(temporary, DIFF_FILE), diff);
    await writeFileAtomically(join(temporary, 'diff.md'), formatDiffMarkdown(diff));
    await writeFileAtomically(join(temporary, 'junit.xml'), formatDiffJunit(diff, failOn));
    await keepOnlySide({ base, head }, temporary);
    const { renderDiffReport } = await import('../diff-report/render-diff-report.ts');
    await renderDiffReport(temporary);
    return diff;
  });
}

async function keepOnlySide(
  sides: { base: ComparedSide; head: ComparedSide },
  folder: string,
): Promise<void> {
  if (sides.base.artifacts && sides.head.artifacts) return;
  for (const [name, { artifacts }] of Object.entries(sides)) {
    if (artifacts) await cp(artifacts.folder, join(folder, name), { recursive: true });
  }
}
