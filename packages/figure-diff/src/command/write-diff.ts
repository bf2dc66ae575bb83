import { join } from 'node:path';
import { waitForAll } from '@layerprint/core';
import { copyArtifacts } from '@layerprint/artifacts/copy';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import {
  addPictures,
  type ComparedSide,
  compareReports,
  type FailOn,
  formatDiffJunit,
  formatDiffMarkdown,
  pairFigures,
} from '../comparison/index.ts';
import {
  assertFolderReplaceable,
  replaceFolder,
  writeUnseenFile,
} from '@layerprint/artifacts/files';
import { startPictureThreads, writePictureDiffs, type PictureThreads } from '../pictures/index.ts';
import { assertPublishable } from '@layerprint/artifacts/publishable';
import { type Diff, DiffSchema } from '../schemas/diff.ts';
import type { PictureDiff } from '../schemas/figure-diff.ts';
import { startChartThread, type ChartThread } from '../page/charts/chart-thread.ts';
import { DIFF_FILE } from '../page/open-diff.ts';
import { type PreparedReport, prepareReport, writeReport } from '../page/render-diff-report.ts';
import { assertApart } from './assert-apart.ts';
import type { DiffRequest } from './options.ts';
import { assertOurs, writeSums } from './out-folder.ts';

/**
 * Throws unless the output can be written where the user wants it without a loss: nothing is there, or what
 * we wrote, and none of what is compared.
 *
 * @throws {LayerprintError} `out-overlaps`, `out-in-use`, `not-replaced`, `not-written`.
 */
export async function assertReplaceable({ out, base, head }: DiffRequest): Promise<void> {
  const inputs = [base, head].flatMap((choice) => ('folder' in choice ? [choice.folder] : []));
  assertApart(out, inputs);
  await assertFolderReplaceable(out, (found) => assertOurs(found, out));
}

/** Threads that a comparison will need; they start while its sides are built and opened. */
export class DiffThreads {
  readonly pictures = startPictureThreads();
  readonly charts = startChartThread();

  /** @param signal Ends them when it aborts. */
  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => void this.stop());
  }

  /** Ends those that have not ended by themselves; no process may end before. */
  async stop(): Promise<void> {
    await Promise.all([this.pictures.stop(), this.charts.stop()]);
  }
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
 * @param signal Stops it before the folder is replaced.
 * @throws {LayerprintError} `not-written`; what `signal` gives as its reason.
 */
export function writeDiff(
  { out, failOn }: Pick<DiffRequest, 'out' | 'failOn'>,
  profile: string,
  sides: Sides,
  { pictures: comparing, charts: drawing }: DiffThreads,
  signal: AbortSignal,
): Promise<Diff> {
  const fill = async (temporary: string): Promise<Diff> => {
    // 1. Pictures by threads, meanwhile figures by this one.
    const [pictures, { compared, prepared }] = await waitForAll([
      comparePictures(sides, temporary, comparing),
      compareFigures(profile, sides, drawing, signal),
      // Threads that are stopped say only that.
    ]).finally(() => signal.throwIfAborted());
    const diff = addPictures(compared, pictures);

    // 2. The same thing for programs, for people and for those in between.
    await keepOnlySide(sides, temporary);
    await writeOutputs(temporary, diff, failOn, prepared);
    signal.throwIfAborted();
    return diff;
  };
  return replaceFolder(out, fill, (found) => assertOurs(found, out));
}

/**
 * Writes all that is made from a comparison into a folder with its pictures, and what is in that folder, so
 * that the next diff knows it again.
 */
export async function writeOutputs(
  folder: string,
  diff: Diff,
  failOn: FailOn,
  prepared: PreparedReport,
): Promise<void> {
  const json = stringifyCanonicalJson(DiffSchema, diff, DIFF_FILE);
  await writeUnseenFile(join(folder, DIFF_FILE), json);
  await writeUnseenFile(join(folder, 'diff.md'), formatDiffMarkdown(diff));
  await writeUnseenFile(join(folder, 'junit.xml'), formatDiffJunit(diff, failOn));
  await writeReport(folder, diff, prepared);
  await writeSums(folder);
}

async function comparePictures(
  { base, head }: Sides,
  folder: string,
  threads: PictureThreads,
): Promise<ReadonlyMap<string, readonly PictureDiff[]>> {
  if (!base.artifacts || !head.artifacts) return new Map();
  const figures = pairFigures(base.artifacts, head.artifacts);
  return writePictureDiffs(base.artifacts, head.artifacts, figures, folder, threads);
}

async function compareFigures(
  profile: string,
  sides: Sides,
  drawing: ChartThread,
  signal: AbortSignal,
): Promise<{ compared: Diff; prepared: PreparedReport }> {
  const compared = compareReports({ profile, ...sides });
  return { compared, prepared: await prepareReport(compared.figures, drawing, signal) };
}

async function keepOnlySide(sides: Sides, folder: string): Promise<void> {
  if (sides.base.artifacts && sides.head.artifacts) return;
  for (const name of ['base', 'head'] as const) {
    const { artifacts } = sides[name];
    if (!artifacts) continue;
    assertPublishable(artifacts);
    await copyArtifacts(artifacts, join(folder, name));
  }
}
