import type { OurSpeed } from './measure-ours.ts';
import type { Peak } from './measure-peak.ts';
import { runNodeChild } from './run-child.ts';

/** How long trainings go on before and after what is measured, in seconds, so that none is ever alone. */
const MARGIN = 1;

/** One round of what one training and several at once come to, in images a second, and what the cores could do, in GFLOP/s. */
export interface Company {
  /** One training by one thread, and by as many threads as there are cores. */
  alone: number;
  byAllThreads: number;
  /** The sum of as many trainings by one thread each as there are cores. */
  together: number;
  /** The peak of one core while the others rest, and the sum of all cores' at the same time. */
  peakAlone: number;
  peakTogether: number;
}

/** Runs one process or several at the same time that measure the peak of a core. */
export function measurePeaks(count: number): Promise<Peak[]> {
  return Promise.all(
    Array.from({ length: count }, () => runNodeChild<Peak>('measure-peak.ts', [])),
  );
}

/** Measures one training alone, one by all cores, and one on every core at the same time, one round of each. */
export async function measureCompany(
  cores: number,
  batch: number,
  seconds: number,
): Promise<Company> {
  const train = async (threads: number, count: number): Promise<number> => {
    const args = ['--threads', threads, '--batch', batch, '--seconds', seconds, '--margin', MARGIN];
    const runs = Array.from({ length: count }, () =>
      runNodeChild<OurSpeed>('measure-ours.ts', args),
    );
    return sum((await Promise.all(runs)).map(({ imagesPerSecond }) => imagesPerSecond));
  };
  return {
    alone: await train(1, 1),
    byAllThreads: await train(cores, 1),
    together: await train(1, cores),
    peakAlone: sum((await measurePeaks(1)).map(({ gflops }) => gflops)),
    peakTogether: sum((await measurePeaks(cores)).map(({ gflops }) => gflops)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
