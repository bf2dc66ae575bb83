import type { Speed } from './speed.ts';
import { makeTrainingStep, readMeasurement } from './training-step.ts';

/** What a run of ours measures. */
export interface OurSpeed extends Speed {
  /** The most memory that tensors had. */
  tensorBytes: number;
}

// Trains or scores for some seconds and prints how fast that was, as JSON. Run by bench.ts in a process of its own.
const measurement = readMeasurement();
const { backend, run } = await makeTrainingStep(measurement);

/** Repeats the step for so many seconds, and gives how often. */
function repeat(seconds: number): number {
  let steps = 0;
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    run();
    steps++;
  }
  return steps;
}

repeat(measurement.margin);
const cpu = process.cpuUsage();
const start = performance.now();
const images = repeat(measurement.seconds) * measurement.batch;
const elapsed = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
repeat(measurement.margin);
const speed: OurSpeed = {
  imagesPerSecond: images / elapsed,
  imagesPerCpuSecond: (images * 1e6) / (user + system),
  peakBytes: process.resourceUsage().maxRSS * 1024,
  tensorBytes: backend.runner.heap.peakBytes,
};
process.stdout.write(JSON.stringify(speed));
