import { fileURLToPath } from 'node:url';
import type { OurSpeed } from './measure-ours.ts';
import { runChild, runNodeChild } from './run-child.ts';
import { median, type Speed } from './speed.ts';
import type { Pass } from './training-step.ts';

const PYTHON_FILE = fileURLToPath(new URL('./pytorch_cnn.py', import.meta.url));

/** What to compare, and for how long. */
export interface Setting {
  pass: Pass;
  threads: number;
  batch: number;
  rounds: number;
  seconds: number;
}

/** PyTorch's two layouts of an image in memory: what it does unless told otherwise, and ours. */
const LAYOUTS = ['contiguous', 'channels_last'] as const;
type Layout = (typeof LAYOUTS)[number];

/** What a run of PyTorch measures. */
interface TheirSpeed extends Speed {
  /** PyTorch's. */
  version: string;
}

/** PyTorch's speeds by one layout. */
interface Rival {
  layout: Layout;
  speeds: TheirSpeed[];
  /** Ours divided by PyTorch's images per second, and per second of CPU, round by round. */
  ratios: number[];
  cpuRatios: number[];
}

/** Speeds in rounds of which each measured ours and then PyTorch's. */
export interface Comparison {
  pass: Pass;
  threads: number;
  batch: number;
  ours: OurSpeed[];
  /** None where there is no PyTorch. */
  rivals: Rival[];
}

/** Measures all in turns, each run in a process of its own, so that what else runs on the machine hits all. */
export async function compareSpeeds(
  { pass, threads, batch, rounds, seconds }: Setting,
  python: string | undefined,
  onRun: (name: string, speed: Speed) => void,
): Promise<Comparison> {
  const args = ['--pass', pass, '--threads', threads, '--batch', batch, '--seconds', seconds];
  const environment = { OMP_NUM_THREADS: String(threads) };
  const ours: OurSpeed[] = [];
  const layouts = python === undefined ? [] : LAYOUTS;
  const rivals = layouts.map((layout): Rival => ({
    layout,
    speeds: [],
    ratios: [],
    cpuRatios: [],
  }));
  for (let round = 0; round < rounds; round++) {
    const mine = await runNodeChild<OurSpeed>('measure-ours.ts', args);
    ours.push(mine);
    onRun('ours', mine);
    for (const { layout, speeds, ratios, cpuRatios } of rivals) {
      const options = [PYTHON_FILE, ...args, '--layout', layout];
      const theirs = await runChild<TheirSpeed>(python!, options, environment);
      speeds.push(theirs);
      ratios.push(mine.imagesPerSecond / theirs.imagesPerSecond);
      cpuRatios.push(mine.imagesPerCpuSecond / theirs.imagesPerCpuSecond);
      onRun(nameRival(theirs.version, layout), theirs);
    }
  }
  return { pass, threads, batch, ours, rivals };
}

/** PyTorch with its version, without which no ratio says much, and its layout. */
export function nameRival(version: string, layout: string): string {
  return `PyTorch ${version}, ${layout}`;
}

/** The median of one number of several speeds. */
export function medianOf(speeds: readonly Speed[], key: keyof Speed): number {
  return median(speeds.map((speed) => speed[key]));
}
