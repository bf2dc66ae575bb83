import { computeFigure, entryOf, type Measured } from '@layerprint/core';
import { JobThreads } from '@layerprint/artifacts/job-threads';
import type { Figure, FigureFile } from '@layerprint/core/schemas/manifest';
import type { Run } from '@layerprint/core/schemas/run';
import { listFigures } from './list-figures.ts';
import type { FigureJob } from './write-figure.ts';

/** Figures whose data are in memory at once: one can have millions of numbers. */
const AT_ONCE = 32;

/**
 * Makes every figure of the report: threads write the files of some, while this one computes the next.
 *
 * @param folder What becomes the artifacts folder; nobody looks into it yet.
 * @param experimentHash What the figures' chains name.
 * @param count Of threads; the files are the same whatever it is.
 * @returns What the manifest says of the figures, in their order.
 * @throws {LayerprintError} what `writeFigureFiles` throws.
 */
export async function writeFigures(
  folder: string,
  measured: Measured,
  experimentHash: string,
  count?: number,
): Promise<Figure[]> {
  const listed = listFigures(measured);
  const told: Omit<Figure, 'files'>[] = [];
  function* computeJobs(): Generator<FigureJob[]> {
    for (let first = 0; first < listed.length; first += AT_ONCE) {
      const jobs: FigureJob[] = [];
      for (const { name, number } of listed.slice(first, first + AT_ONCE)) {
        const figure = computeFigure(name, measured);
        told.push({ number, ...tellFigure(figure, measured, experimentHash) });
        jobs.push({ folder, figure });
      }
      yield jobs;
    }
  }
  const worker = new URL('./figure-worker.ts', import.meta.url);
  const threads = new JobThreads<FigureJob, FigureFile[]>(worker, { count });
  try {
    const files = await threads.runPortions(computeJobs());
    return told.map((figure, i) => ({ ...figure, files: files[i]! }));
  } finally {
    await threads.stop();
  }
}

/** What the manifest says of a figure, but for its files and its number. */
function tellFigure(
  { id, kind, model, layer, specimen, madeFrom, data }: ReturnType<typeof computeFigure>,
  { dataset, runOf }: Measured,
  experimentHash: string,
): Omit<Figure, 'files' | 'number'> {
  const ofModels = <T>(read: (run: Run) => T) =>
    Object.fromEntries(madeFrom.map((name) => [name, read(runOf(name))]));
  return {
    id,
    kind,
    ...entryOf(kind).describe(data),
    ...(model && { model }),
    ...(layer && { layer }),
    ...(specimen && { specimen }),
    chain: {
      dataHash: dataset.dataHash,
      experimentHash,
      seeds: ofModels((run) => run.plan.choice.seed),
      weightsHashes: ofModels((run) => run.weightsHash),
    },
  };
}
