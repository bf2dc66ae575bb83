import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Training speed of one run, by the clock on the wall and by the processor's time of the process. */
export interface Rate {
  imagesPerSecond: number;
  imagesPerCpuSecond: number;
}

const PYTHON_FILE = fileURLToPath(new URL('./pytorch_cnn.py', import.meta.url));

/** Repeats a training step for some seconds. On a busy machine trust the processor's time. */
export function measureSteps(step: () => void, batch: number, seconds: number): Rate {
  let steps = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    step();
    steps++;
  }
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const images = steps * batch;
  return { imagesPerSecond: images / wall, imagesPerCpuSecond: (images * 1e6) / (user + system) };
}

/** Trains the same network in PyTorch on one thread; undefined where Python has no PyTorch. */
export function measurePyTorch(python: string, batch: number, seconds: number): Rate | undefined {
  const options = ['--batch', String(batch), '--seconds', String(seconds), '--threads', '1'];
  const { status, stdout } = spawnSync(python, [PYTHON_FILE, ...options], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  return status === 0 ? (JSON.parse(stdout) as Rate) : undefined;
}

/** The middle of the numbers, or the lower of the two in the middle. */
export function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]!;
}
