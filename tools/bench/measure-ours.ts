import type { Speed } from './speed.ts';
import { makeTrainingStep, readMeasurement } from './training-step.ts';

/** What a run of ours measures. */
export interface OurSpeed extends Speed {
  /** The most memory that tensors had. */
  tensorBytes: number;
}

// Trains for some seconds and prints how fast that was, as JSON. Run by bench.ts in a process of its own.
const { threads, batch, seconds } = readMeasurement();
const { backend, run } = await makeTrainingStep(threads, batch);

let steps = 0;
const cpu = process.cpuUsage();
const start = performance.now();
while (performance.now() - start < seconds * 1000) {
  run();
  steps++;
}
const elapsed = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const images = steps * batch;
const speed: OurSpeed = {
  imagesPerSecond: images / elapsed,
  imagesPerCpuSecond: (images * 1e6) / (user + system),
  peakBytes: process.resourceUsage().maxRSS * 1024,
  tensorBytes: backend.runner.heap.peakBytes,
};
process.stdout.write(JSON.stringify(speed));
