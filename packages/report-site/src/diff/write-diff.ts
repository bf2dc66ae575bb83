import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForAll } from '@layerprint/core';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import {
  addPictures,
  compareReports,
  formatDiffJunit,
  formatDiffMarkdown,
  type ComparedSide,
} from '@layerprint/core/comparison';
import { LayerprintError } from '@layerprint/core/errors';
import { replaceFolder } from '@layerprint/core/files';
import { PictureThreads, writePictureDiffs } from '@layerprint/core/picture-diff';
import { assertPublishable } from '@layerprint/core/publishable';
import { DiffSchema, type Diff } from '@layerprint/core/schemas/diff';
import type { PictureDiff } from '@layerprint/core/schemas/figure-diff';
import { ChartThread } from '../diff-report/charts/chart-thread.ts';
import { DIFF_FILE } from '../diff-report/open-diff.ts';
import {
  prepareReport,
  writeReport,
  type PreparedReport,
} from '../diff-report/render-diff-report.ts';
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

/** Threads that a comparison will need; they start while its sides are built and opened. */
export class DiffThreads {
  readonly pictures = new PictureThreads();
  readonly charts = new ChartThread();
}

/** Both sides of a comparison. */
interface Sides {
  readonly base: ComparedSide;
  readonly head: ComparedSide;
}

/**
 * Compares two sides and puts everything that comes of it in the place of a folder, when it is whole:
 *
 *     artifacts ─┬─► pictures/ ──────────┬─► diff.json ──► diff.md, junit.xml
 *                └─► figures, charts ────┴─► index.html
 *
 * Where only one side could be built, its artifacts are kept below the folder, in `base/` or `head/`.
 *
 * @throws {LayerprintError} `not-written`.
 */
export function writeDiff(
  { out, failOn }: Pick<DiffRequest, 'out' | 'failOn'>,
  profile: string,
  sides: Sides,
  { pictures: comparing, charts: drawing }: DiffThreads,
): Promise<Diff> {
  return replaceFolder(out, async (temporary) => {
    // 1. Pictures by threads, meanwhile figures by this one.
    const [pictures, { compared, prepared }] = await waitForAll([
      comparePictures(sides, temporary, comparing),
      compareFigures(profile, sides, drawing),
    ]);
    const diff = addPictures(compared, pictures);

    // 2. The same thing for programs, for people and for those in between.
    const json = stringifyCanonicalJson(DiffSchema, diff, DIFF_FILE);
    await writeFile(join(temporary, DIFF_FILE), json);
    await writeFile(join(temporary, 'diff.md'), formatDiffMarkdown(diff));
    await writeFile(join(temporary, 'junit.xml'), formatDiffJunit(diff, failOn));
    await writeReport(temporary, diff, prepared);
    await keepOnlySide(sides, temporary);
    return diff;
  });
}

async function comparePictures(
  { base, head }: Sides,
  folder: string,
  threads: PictureThreads,
): Promise<ReadonlyMap<string, readonly PictureDiff[]>> {
  if (!base.artifacts || !head.artifacts) return new Map();
  return writePictureDiffs(base.artifacts, head.artifacts, folder, threads);
}

async function compareFigures(
  profile: string,
  sides: Sides,
  drawing: ChartThread,
): Promise<{ compared: Diff; prepared: PreparedReport }> {
  const compared = compareReports({ profile, ...sides });
  return { compared, prepared: await prepareReport(compared.figures, drawing) };
}

async function keepOnlySide(sides: Sides, folder: string): Promise<void> {
  if (sides.base.artifacts && sides.head.artifacts) return;
  for (const [name, { artifacts }] of Object.entries(sides)) {
    if (!artifacts) continue;
    assertPublishable(artifacts);
    await cp(artifacts.folder, join(folder, name), { recursive: true });
  }
}
