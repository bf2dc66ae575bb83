import { fileURLToPath } from 'node:url';
import type { OurSpeed } from './measure-ours.ts';
import { runChild, runNodeChild } from './run-child.ts';
import { median, type Speed } from './speed.ts';

const PYTHON_FILE = fileURLToPath(new URL('./pytorch_cnn.py', import.meta.url));

/** What to compare, and for how long. */
export interface Setting {
  threads: number;
  batch: number;
  rounds: number;
  seconds: number;
}

/** Speeds in rounds of which each measured ours and then, where there is PyTorch, PyTorch's. */
export interface Comparison {
  threads: number;
  batch: number;
  ours: OurSpeed[];
  pytorch: Speed[];
  /** Ours divided by PyTorch's images per second, and per second of CPU, round by round. */
  ratios: number[];
  cpuRatios: number[];
}

/** Measures both in turns, each run in a process of its own, so that what else runs on the machine hits both. */
export async function compareSpeeds(
  { threads, batch, rounds, seconds }: Setting,
  python: string | undefined,
  onRound: (ours: Speed, pytorch: Speed | undefined) => void,
): Promise<Comparison> {
  const args = ['--threads', threads, '--batch', batch, '--seconds', seconds];
  const ours: OurSpeed[] = [];
  const pytorch: Speed[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await runNodeChild<OurSpeed>('measure-ours.ts', args));
    if (python !== undefined) {
      const environment = { OMP_NUM_THREADS: String(threads) };
      pytorch.push(await runChild<Speed>(python, [PYTHON_FILE, ...args], environment));
    }
    onRound(ours.at(-1)!, pytorch[round]);
  }
  const divide = (key: 'imagesPerSecond' | 'imagesPerCpuSecond'): number[] =>
    pytorch.map((speed, round) => ours[round]![key] / speed[key]);
  const ratios = divide('imagesPerSecond');
  return { threads, batch, ours, pytorch, ratios, cpuRatios: divide('imagesPerCpuSecond') };
}

/** The median of one number of several speeds. */
export function medianOf(speeds: readonly Speed[], key: keyof Speed): number {
  return median(speeds.map((speed) => speed[key]));
}
