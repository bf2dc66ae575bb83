import { parseArgs } from 'node:util';
import type { LayerprintBackend } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import { writeFileAtomically } from '@layerprint/core/files';
import * as tf from '@tensorflow/tfjs-core';
import { makeTrainingNetwork } from '../../packages/backend/tests/article-network.ts';
import { measurePyTorch, measureSteps, median, type Rate } from './measure-rate.ts';

/*
 * Measures training of the article's network, ours and PyTorch's in turns, one thread each, and where a
 * step of ours spends its time. Prints tables and writes dist/bench.json.
 */
const WARM_UP_STEPS = 30;
const PROFILED_STEPS = 50;
const BATCHES = [32, 128];

/** Multiplications and additions of the direct computation that a kernel stands for, in one image's step. */
const DIRECT_OPERATIONS: Record<string, number> = {
  winogradConvolve: 2 * 2 * 9 * 256 * (1024 + 2 * 256 + 2 * 64),
  winogradFilterSums: 2 * 9 * 256 * (1024 + 2 * 256 + 2 * 64),
  convolve: 2 * 9 * 48 * 1024,
  convolutionFilterSums: 2 * 9 * 48 * 1024,
  multiplyMatrices: 2 * 3 * (64 * 16 * 64 + 4096 * 10),
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const show = ({ imagesPerSecond, imagesPerCpuSecond }: Rate): string =>
  `${imagesPerSecond.toFixed(0).padStart(6)} images/s, ${imagesPerCpuSecond.toFixed(0).padStart(6)} per second of CPU`;

tf.enableProdMode();
registerLayerprintInNode();
await tf.setBackend('layerprint');
const backend = tf.backend() as unknown as LayerprintBackend;

const speeds = BATCHES.map((batch) => {
  const { step } = makeTrainingNetwork(batch);
  for (let i = 0; i < WARM_UP_STEPS; i++) step();
  const ours: Rate[] = [];
  const pytorch: Rate[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(measureSteps(step, batch, seconds));
    print(`batch ${batch}, layerprint: ${show(ours.at(-1)!)}`);
    const theirs = measurePyTorch(values.python, batch, seconds);
    if (theirs === undefined) continue;
    pytorch.push(theirs);
    print(`batch ${batch}, pytorch:    ${show(theirs)}`);
  }
  const ratios = pytorch.map((rate, i) => ours[i]!.imagesPerCpuSecond / rate.imagesPerCpuSecond);
  if (ratios.length > 0)
    print(`batch ${batch}, median ratio of CPU time: ${median(ratios).toFixed(2)}`);
  return { batch, ours, pytorch, ratios };
});

const { step } = makeTrainingNetwork(BATCHES[0]!);
for (let i = 0; i < WARM_UP_STEPS; i++) step();
backend.runner.startProfile();
const start = performance.now();
for (let i = 0; i < PROFILED_STEPS; i++) step();
const total = performance.now() - start;
const kernels = [...backend.runner.stopProfile()]
  .map(([name, { calls, milliseconds }]) => ({
    name,
    callsPerStep: calls / PROFILED_STEPS,
    millisecondsPerStep: milliseconds / PROFILED_STEPS,
    share: milliseconds / total,
    directGflops:
      ((DIRECT_OPERATIONS[name] ?? 0) * BATCHES[0]! * PROFILED_STEPS) / milliseconds / 1e6,
  }))
  .sort((a, b) => b.share - a.share);
print(`\nmilliseconds a step of batch ${BATCHES[0]}: ${(total / PROFILED_STEPS).toFixed(2)}`);
for (const { name, callsPerStep, millisecondsPerStep, share, directGflops } of kernels) {
  const speed = directGflops > 0 ? `${directGflops.toFixed(1)} GFLOP/s of direct work` : '';
  print(
    `${name.padEnd(24)} ${String(callsPerStep).padStart(4)} × ${millisecondsPerStep.toFixed(3).padStart(8)} ms ${(share * 100).toFixed(1).padStart(5)} % ${speed}`,
  );
}
const peakBytes = backend.runner.heap.peakBytes;
print(`peak of tensor memory: ${(peakBytes / 2 ** 20).toFixed(1)} MiB`);
await writeFileAtomically(
  'dist/bench.json',
  `${JSON.stringify({ speeds, kernels, peakBytes }, null, 2)}\n`,
);
