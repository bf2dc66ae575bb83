import { availableParallelism, cpus } from 'node:os';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { runOurs } from '../run-ours.ts';
import { compareSpeeds, type Comparison } from './compare-speeds.ts';
import { findPythonWithTorch } from './find-python.ts';
import { type Company, measureCompany, measurePeaks } from './measure-company.ts';
import type { Peak } from './measure-peak.ts';
import type { Profile } from './profile-kernels.ts';
import { runNodeChild } from './run-child.ts';
import { tabulateCompany, tabulateProfile, tabulateSpeeds } from './tabulate.ts';
import type { Pass } from './training-step.ts';

const OUTPUT = 'dist/bench.json';
/** What the backend uses at most. */
const MOST_THREADS = 8;

const CORES = Math.min(availableParallelism(), MOST_THREADS);

const NUMBER = /^\d*\.?\d+$/;
const COUNT = /^[1-9]\d*$/;
const COUNTS = /^[1-9]\d*(?:,[1-9]\d*)*$/;

const COMMAND = {
  name: 'bench',
  purpose: `Measures training of the article's network, ours and PyTorch's in turns, and where a step of ours spends its time. Writes ${OUTPUT}.`,
  options: {
    rounds: { value: 'n', help: 'How often each is measured.', pattern: COUNT, default: '5' },
    seconds: { value: 's', help: 'How long each time.', pattern: NUMBER, default: '2' },
    threads: {
      value: 'n,n',
      help: 'With how many threads.',
      pattern: COUNTS,
      default: CORES === 1 ? '1' : `1,${CORES}`,
    },
    batches: {
      value: 'n,n',
      help: 'With how many images in a batch.',
      pattern: COUNTS,
      default: '32,128',
    },
    passes: {
      value: 'name,name',
      help: 'What is measured beside PyTorch: training, forward.',
      pattern: /^(?:training|forward)(?:,(?:training|forward))?$/,
      default: 'training,forward',
    },
    python: {
      value: 'program',
      help: 'A Python that has PyTorch; by default, a python3 that has it is looked for.',
      optional: true,
    },
  },
  examples: ['npm run bench', 'npm run bench -- --rounds 3 --threads 1 --passes forward'],
} as const;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * Measures training of the article's network and its forward pass alone, ours and PyTorch's in turns, by one thread
 * and by all cores, several trainings at once, and where a step of ours spends its time. Prints tables and writes
 * dist/bench.json.
 *
 *     peak of a core ───┐
 *     speeds in turns ──┤
 *     several at once ──┼─► tables, dist/bench.json
 *     kernels' times ───┘
 */
await runCommand(async () => {
  const values = parseCommandLine(COMMAND, process.argv.slice(2));
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  const [threadCounts, batches] = [values.threads, values.batches].map((list) =>
    list.split(',').map(Number),
  ) as [number[], number[]];

  runOurs('nx', ['run', 'backend:compile']);
  const options = '-o dist/bench/peak.wasm -O3 --enable simd --runtime stub'.split(' ');
  runOurs('asc', ['tools/bench/assembly/peak.ts', ...options]);

  // 1. What a core can do, alone and while the others do the same.
  const [peak] = (await measurePeaks(1)) as [Peak];
  const peaks = await measurePeaks(CORES);
  const together = peaks.reduce((sum, { gflops }) => sum + gflops, 0);
  const { gflops, gigabytesPerSecond } = peak;
  print(`${cpus()[0]!.model}, ${availableParallelism()} cores, Node ${process.versions.node}`);
  print(
    `fixed-width SIMD: ${gflops.toFixed(1)} GFLOP/s on one core, ${together.toFixed(1)} on ${CORES}; memory: ${gigabytesPerSecond.toFixed(1)} GB/s`,
  );

  // 2. Speeds, in turns.
  const python = findPythonWithTorch(values.python);
  if (python === undefined) print('No Python with PyTorch was found: only ours is measured.');
  const comparisons: Comparison[] = [];
  for (const pass of values.passes.split(',') as Pass[]) {
    for (const batch of batches) {
      for (const threads of threadCounts) {
        const setting = { pass, threads, batch, rounds, seconds };
        const comparison = await compareSpeeds(setting, python, (name, { imagesPerSecond }) =>
          print(
            `${pass}, batch ${batch}, threads ${threads}, ${name}: ${imagesPerSecond.toFixed(0)} images/s`,
          ),
        );
        comparisons.push(comparison);
      }
    }
  }
  print(`\n${tabulateSpeeds(comparisons)}`);

  // 3. One training, and one on every core at the same time.
  const company: Company[] = [];
  if (CORES > 1) {
    for (let round = 0; round < rounds; round++) {
      company.push(await measureCompany(CORES, batches[0]!, seconds));
    }
    print(`\nOn ${CORES} cores, batch ${batches[0]}:\n${tabulateCompany(company)}`);
  }

  // 4. Where the time goes.
  const profiles: { threads: number; batch: number; profile: Profile }[] = [];
  for (const threads of threadCounts) {
    const batch = batches[0]!;
    const args = ['--threads', threads, '--batch', batch, '--seconds', seconds];
    const profile = await runNodeChild<Profile>('profile-kernels.ts', args);
    profiles.push({ threads, batch, profile });
    const available = { ...peak, gflops: threads === 1 ? gflops : (together / CORES) * threads };
    print(`\nA step of batch ${batch}, threads ${threads}:`);
    print(tabulateProfile(profile, available));
  }
  const [first] = comparisons;
  const tensorBytes = Math.max(...first!.ours.map((speed) => speed.tensorBytes));
  print(
    `\npeak of tensors' memory at batch ${batches[0]}: ${(tensorBytes / 2 ** 20).toFixed(1)} MiB`,
  );
  const machine = { processor: cpus()[0]!.model, cores: availableParallelism(), peak, peaks };
  const results = { node: process.versions.node, machine, comparisons, company, profiles };
  await writeFileAtomically(OUTPUT, `${JSON.stringify(results, null, 2)}\n`);
});
