import { makeTrainingStep, readMeasurement } from './training-step.ts';
import { type KernelUse, watchKernels } from './watch-kernels.ts';

/** Where the time of training steps went. */
export interface Profile {
  steps: number;
  milliseconds: number;
  kernels: Record<string, KernelUse>;
}

// Takes training steps with a clock around every kernel and prints, as JSON, where the time went. Run by
// bench.ts in a process of its own.
const measurement = readMeasurement();
const { backend, run } = await makeTrainingStep(measurement);

let steps = 0;
const start = performance.now();
const uses = watchKernels(backend.runner, () => {
  while (performance.now() - start < measurement.seconds * 1000) {
    run();
    steps++;
  }
});
const milliseconds = performance.now() - start;
const profile: Profile = { steps, milliseconds, kernels: Object.fromEntries(uses) };
process.stdout.write(JSON.stringify(profile));
