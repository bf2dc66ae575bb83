import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifacts, OpenedFigure } from '../artifacts.ts';
import type { PictureDiff } from '../schemas/figure-diff.ts';
import type { FigureFile } from '../schemas/manifest.ts';
import { waitForAll } from '../wait-for-all.ts';
import type { PictureJob, PictureResult } from './picture-job.ts';
import { listPlaces } from './places.ts';
import { runPictureJobs } from './run-picture-jobs.ts';

/**
 * The pictures of a figure that show the same data, the one to compare first. A grid's own layer first:
 * in the scope of both models, another maximum of the other model recolours maps that are the same.
 */
const PREFERENCE = ['layer', 'models', 'map', 'light', 'dark', ''];

/** Two PNGs of one figure that are not the same, or the one there is. */
interface Pair {
  readonly id: string;
  /** What tells the picture from the figure's others: scope, theme, or nothing. */
  readonly variant: string;
  readonly base: FigureFile | undefined;
  readonly head: FigureFile | undefined;
  /** The head's, or where the head has none the base's. */
  readonly figure: OpenedFigure;
}

/**
 * Compares the pictures of two artifacts folders and puts them beside the difference below
 * `pictures/<figure id>/`: of a figure whose PNGs are not the same, the first pair that differs; of a figure
 * that only one side has, its first PNG.
 *
 *     PNGs that differ ─► copied ─► compared, on all processors ─► differences
 *
 * Files are written as they come: give a folder that nobody reads yet.
 *
 * @returns By the id of the figure; a figure whose PNGs are the same is not in it.
 */
export async function writePictureDiffs(
  base: Artifacts,
  head: Artifacts,
  folder: string,
): Promise<ReadonlyMap<string, PictureDiff[]>> {
  // 1. Choose what to compare.
  const pairs = pairPictures(base, head);
  const comparable = pairs.filter((pair) => pair.base && pair.head);

  // 2. Copy both sides while threads compare them.
  await Promise.all(
    pairs.map(({ id }) => mkdir(join(folder, 'pictures', id), { recursive: true })),
  );
  const copied = waitForAll(
    pairs.flatMap((pair) => [
      copyPicture(base.folder, pair.base, join(folder, pathOf(pair, 'base'))),
      copyPicture(head.folder, pair.head, join(folder, pathOf(pair, 'head'))),
    ]),
  );
  const jobs = comparable.map((pair) => describeJob(pair, base.folder, head.folder, folder));
  const [results] = await waitForAll([runPictureJobs(jobs), copied] as const);

  // 3. Say where the pictures are and how they differ.
  const resultOf = new Map(comparable.map((pair, i) => [pair.id, results[i]!]));
  return new Map(pairs.map((pair) => [pair.id, [describePair(pair, resultOf.get(pair.id))]]));
}

function pairPictures(base: Artifacts, head: Artifacts): Pair[] {
  const before = new Map(base.figures.map((figure) => [figure.id, figure]));
  const after = new Map(head.figures.map((figure) => [figure.id, figure]));
  const ids = [...new Set([...after.keys(), ...before.keys()])];
  return ids.flatMap((id) => {
    const old = listPngs(before.get(id));
    const fresh = listPngs(after.get(id));
    const variant = PREFERENCE.find((name) => old.get(name)?.sha256 !== fresh.get(name)?.sha256);
    if (variant === undefined) return [];
    const figure = (after.get(id) ?? before.get(id))!;
    return { id, variant, base: old.get(variant), head: fresh.get(variant), figure };
  });
}

function listPngs(figure: OpenedFigure | undefined): Map<string, FigureFile> {
  const files = (figure?.files ?? []).filter(
    ({ role, format }) => role === 'picture' && format === 'png',
  );
  return new Map(files.map((file) => [file.scope ?? file.theme ?? '', file]));
}

function pathOf({ id, variant }: Pair, what: 'base' | 'head' | 'difference'): string {
  return `pictures/${id}/${what}${variant && `-${variant}`}.png`;
}

async function copyPicture(from: string, file: FigureFile | undefined, to: string): Promise<void> {
  if (file) await copyFile(join(from, file.path), to);
}

function describeJob(
  pair: Pair,
  baseFolder: string,
  headFolder: string,
  folder: string,
): PictureJob {
  const head = pair.head!;
  return {
    base: join(baseFolder, pair.base!.path),
    head: join(headFolder, head.path),
    difference: join(folder, pathOf(pair, 'difference')),
    // Charts have a theme; grids and pictures are made of squares.
    smoothed: head.theme !== undefined,
    places: listPlaces(pair.figure, head.width!, head.height!),
  };
}

function describePair(pair: Pair, result: PictureResult | undefined): PictureDiff {
  const { theme, scope } = (pair.head ?? pair.base)!;
  const describeFile = (side: 'base' | 'head') => {
    const file = pair[side];
    return file ? { path: pathOf(pair, side), width: file.width!, height: file.height! } : null;
  };
  return {
    ...(theme && { theme }),
    ...(scope && { scope }),
    base: describeFile('base'),
    head: describeFile('head'),
    difference: result ? { path: pathOf(pair, 'difference'), ...result } : null,
  };
}
