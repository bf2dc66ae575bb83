import {
  computeFigure,
  entryOf,
  tellStandIns,
  type FigureKind,
  type FigureText,
  type Measured,
} from '@layerprint/core';
import { JobThreads } from '@layerprint/artifacts/job-threads';
import type { Figure, FigureFile } from '@layerprint/core/schemas/manifest';
import { listFigures } from './list-figures.ts';
import type { FigureJob } from './write-figure.ts';

/** Figures whose data are in memory at once: one can have millions of numbers. */
const MOST_AT_ONCE = 32;
/** With so few the threads begin; each portion after it is twice as large, up to the most. */
const FIRST_AT_ONCE = 4;

/** Threads that write the files of figures. */
export type FigureThreads = JobThreads<FigureJob, FigureFile[]>;

/** Starts them: as many as there are processors, unless it is said. The files are the same whatever their number. */
export function startFigureThreads(count?: number): FigureThreads {
  return new JobThreads(new URL('./figure-worker.ts', import.meta.url), { count });
}

/**
 * Makes every figure of the report: threads write the files of some, while this one computes the next.
 *
 * @param folder What becomes the artifacts folder; nobody looks into it yet.
 * @param experimentHash What the figures' chains name.
 * @returns What the manifest says of the figures, in their order.
 * @throws {LayerprintError} what `writeFigureFiles` throws.
 */
export async function writeFigures(
  folder: string,
  measured: Measured,
  experimentHash: string,
  threads: FigureThreads,
): Promise<Figure[]> {
  const listed = listFigures(measured);
  const told: Omit<Figure, 'files'>[] = [];
  function* computeJobs(): Generator<FigureJob[]> {
    let end = 0;
    for (let size = FIRST_AT_ONCE; end < listed.length; size = Math.min(size * 2, MOST_AT_ONCE)) {
      const jobs: FigureJob[] = [];
      for (const { name, number } of listed.slice(end, end + size)) {
        const figure = computeFigure(name, measured);
        told.push({ number, ...tellFigure(figure, measured, experimentHash) });
        jobs.push({ folder, figure });
      }
      end += size;
      yield jobs;
    }
  }
  const files = await threads.runPortions(computeJobs());
  return told.map((figure, i) => ({ ...figure, files: files[i]! }));
}

function describeFigure(kind: FigureKind, data: unknown): FigureText {
  const { describe, drawing } = entryOf(kind);
  return drawing.look === 'chart' ? tellStandIns(describe(data), data) : describe(data);
}

/** What the manifest says of a figure, but for its files and its number. */
function tellFigure(
  { id, kind, model, layer, specimen, madeFrom, data }: ReturnType<typeof computeFigure>,
  { dataset, runOf }: Measured,
  experimentHash: string,
): Omit<Figure, 'files' | 'number'> {
  return {
    id,
    kind,
    ...describeFigure(kind, data),
    ...(model && { model }),
    ...(layer && { layer }),
    ...(specimen && { specimen }),
    chain: {
      dataHash: dataset.dataHash,
      experimentHash,
      seeds: Object.fromEntries(
        madeFrom.flatMap((name) => {
          const { plan } = runOf(name);
          return 'choice' in plan ? [[name, plan.choice.seed]] : [];
        }),
      ),
      weightsHashes: Object.fromEntries(madeFrom.map((name) => [name, runOf(name).weightsHash])),
    },
  };
}
