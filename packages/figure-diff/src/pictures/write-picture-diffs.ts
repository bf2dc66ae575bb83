import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArtifact } from '@layerprint/artifacts/read-artifact';
import type { Artifacts, OpenedFigure } from '@layerprint/artifacts';
import type { FigurePair } from '../comparison/likeness.ts';
import type { PictureDiff } from '../schemas/figure-diff.ts';
import type { FigureFile } from '@layerprint/core/schemas/manifest';
import { waitForAll } from '@layerprint/core';
import type { PictureJob } from './picture-job.ts';
import type { PictureThreads } from './picture-threads.ts';
import { listPlaces } from './places.ts';

/**
 * The pictures of a figure that show the same data, the one to compare first. A grid's own layer first:
 * in the scope of both models, another maximum of the other model recolours maps that are the same.
 */
const PREFERENCE = [
  'layer',
  'models',
  'map',
  'light',
  'dark',
  'light-narrow',
  'dark-narrow',
  '',
  'social',
];

/** Below the folder of the comparison. */
const FOLDER = 'pictures';

/** Two PNGs of one figure that are not the same, or the one there is. */
interface Pair {
  readonly id: string;
  /** What tells the picture from the figure's others: scope, theme and layout, or nothing. */
  readonly variant: string;
  readonly base: FigureFile | undefined;
  readonly head: FigureFile | undefined;
  /** Both drawings for a phone, where these are a chart's for a page. */
  readonly narrow: { readonly base: FigureFile; readonly head: FigureFile } | undefined;
  /** The head's, or where the head has none the base's. */
  readonly figure: OpenedFigure;
  readonly isSameView: boolean;
}

/**
 * Compares the pictures of two artifacts folders and puts them beside the difference into `pictures/`: of a
 * figure whose PNGs are not the same, the first pair that differs; of a figure that only one side has, its
 * first PNG. Those of things that are not the same stand beside each other without a difference.
 *
 *     PNGs that differ ─► copied
 *                      └► compared by threads ─► differences
 *
 * Files are written as they come: give a folder that nobody reads yet.
 *
 * @param figures What to compare, as `pairFigures` gives it.
 * @returns By the id of the figure; a figure whose PNGs are the same is not in it.
 */
export async function writePictureDiffs(
  base: Pick<Artifacts, 'folder'>,
  head: Pick<Artifacts, 'folder'>,
  figures: readonly FigurePair[],
  folder: string,
  threads: PictureThreads,
): Promise<ReadonlyMap<string, PictureDiff[]>> {
  // 1. Choose what to show and what to compare.
  const pairs = figures.flatMap(pairPictures);
  const comparable = pairs.filter(({ isSameView, base, head }) => isSameView && base && head);
  // Without waiting: the caller has other work for this thread, and the others shall begin before it.
  mkdirSync(join(folder, FOLDER), { recursive: true });

  // 2. Copy both sides while threads compare them.
  const writing: Promise<void>[] = [];
  /** It may fail before it is waited for. */
  const write = (written: Promise<void>): void => {
    written.catch(() => undefined);
    writing.push(written);
  };
  const views = comparable.flatMap(listViews);
  const comparing = threads.run(
    views.map((view) => describeJob(view, base.folder, head.folder, folder)),
  );
  for (const pair of pairs) {
    write(copyPicture(base.folder, pair.base, join(folder, pathOf(pair, 'base'))));
    write(copyPicture(head.folder, pair.head, join(folder, pathOf(pair, 'head'))));
    write(copyPicture(base.folder, pair.narrow?.base, join(folder, pathOfNarrow(pair, 'base'))));
    write(copyPicture(head.folder, pair.narrow?.head, join(folder, pathOfNarrow(pair, 'head'))));
  }
  const [compared] = await waitForAll([comparing, ...writing]);

  // 3. Say where the pictures are and how they differ.
  const differences = new Map(
    views.map(({ path }, i) => [path, { path, ...compared[i]! }] as const),
  );
  return new Map(pairs.map((pair) => [pair.id, [describePair(pair, differences)]]));
}

function pairPictures({ id, base, head, isSameView }: FigurePair): Pair[] {
  const old = listPngs(base);
  const fresh = listPngs(head);
  const variant = PREFERENCE.find((name) => old.get(name)?.sha256 !== fresh.get(name)?.sha256);
  if (variant === undefined) return [];
  const figure = (head ?? base)!;
  const narrow = pairNarrow(old.get(`${variant}-narrow`), fresh.get(`${variant}-narrow`));
  return [
    { id, variant, base: old.get(variant), head: fresh.get(variant), narrow, figure, isSameView },
  ];
}

function pairNarrow(base: FigureFile | undefined, head: FigureFile | undefined): Pair['narrow'] {
  return base && head ? { base, head } : undefined;
}

function listPngs(figure: OpenedFigure | undefined): Map<string, FigureFile> {
  const files = (figure?.files ?? []).filter(
    ({ role, format }) => role === 'picture' && format === 'png',
  );
  return new Map(files.map((file) => [nameVariant(file), file]));
}

function nameVariant({ scope, theme, layout }: FigureFile): string {
  return [scope, theme, layout].filter((part) => part !== undefined).join('-');
}

function pathOf({ id, variant }: Pair, what: 'base' | 'head' | 'difference'): string {
  return `${FOLDER}/${id}.${what}${variant && `-${variant}`}.png`;
}

function pathOfNarrow({ id, variant }: Pair, what: 'base' | 'head' | 'difference'): string {
  return `${FOLDER}/${id}.${what}-${variant}-narrow.png`;
}

/** What is copied is what was verified, whatever has become of the folder since. */
async function copyPicture(from: string, file: FigureFile | undefined, to: string): Promise<void> {
  if (file) await writeFile(to, readArtifact(from, file));
}

/** Two PNGs that are laid over each other, and where their difference goes. */
interface View {
  readonly figure: OpenedFigure;
  readonly base: FigureFile;
  readonly head: FigureFile;
  readonly path: string;
}

/** What differs in a picture, and in the same chart drawn for a phone. */
function listViews(pair: Pair): View[] {
  const { figure, narrow } = pair;
  return [
    { figure, base: pair.base!, head: pair.head!, path: pathOf(pair, 'difference') },
    ...(narrow ? [{ figure, ...narrow, path: pathOfNarrow(pair, 'difference') }] : []),
  ];
}

function describeJob(
  { figure, base, head, path }: View,
  baseFolder: string,
  headFolder: string,
  folder: string,
): PictureJob {
  return {
    base: { folder: baseFolder, file: base },
    head: { folder: headFolder, file: head },
    // Charts have a theme; grids and pictures are made of squares.
    smoothed: head.theme !== undefined,
    places: listPlaces(figure, head),
    to: join(folder, path),
  };
}

type Differences = ReadonlyMap<string, NonNullable<PictureDiff['difference']>>;

function describePair(pair: Pair, differences: Differences): PictureDiff {
  const { theme, scope, layout } = (pair.head ?? pair.base)!;
  const describeFile = (side: 'base' | 'head') => {
    const file = pair[side];
    return file ? { path: pathOf(pair, side), width: file.width!, height: file.height! } : null;
  };
  return {
    ...(theme && { theme }),
    ...(scope && { scope }),
    ...(layout && { layout }),
    base: describeFile('base'),
    head: describeFile('head'),
    ...(pair.narrow && { narrow: describeNarrow(pair, pair.narrow, differences) }),
    difference: differences.get(pathOf(pair, 'difference')) ?? null,
  };
}

function describeNarrow(
  pair: Pair,
  files: NonNullable<Pair['narrow']>,
  differences: Differences,
): PictureDiff['narrow'] {
  const describeFile = (side: 'base' | 'head') => {
    const { width, height } = files[side];
    return { path: pathOfNarrow(pair, side), width: width!, height: height! };
  };
  const compared = differences.get(pathOfNarrow(pair, 'difference'));
  return {
    base: describeFile('base'),
    head: describeFile('head'),
    ...(compared && {
      difference: { path: compared.path, width: compared.width, height: compared.height },
    }),
  };
}
