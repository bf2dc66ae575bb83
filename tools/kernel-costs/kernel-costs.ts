import { cpus } from 'node:os';
import { join } from 'node:path';
import { BACKEND_NAME, listOwnKernels } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import * as tf from '@tensorflow/tfjs-core';
import * as prettier from 'prettier';
import { runOurs } from '../run-ours.ts';
import { describeKernels, type Cost } from './describe-kernels.ts';
import { measureCall } from './measure-call.ts';
import { FALLEN_BACK, TYPICAL_CALLS, type TypicalCall } from './typical-calls.ts';

const PAGE = join(WORKSPACE, 'packages/backend/KERNELS.md');

const COMMAND = {
  name: 'kernel-costs',
  purpose:
    'Measures what every kernel of the backend costs beside TF.js’s own, by one thread, and writes packages/backend/KERNELS.md.',
  options: {},
  examples: ['npm run kernel-costs'],
};

/** Writes the page of kernels: whose each is, and what a typical call of it takes here and there. */
await runCommand(async () => {
  parseCommandLine(COMMAND, process.argv.slice(2));
  runOurs('nx', ['run', 'backend:compile']);
  tf.enableProdMode();
  registerLayerprintInNode({ threads: 1 });
  const costs = await measure(TYPICAL_CALLS);
  const fallenBack = await measure(FALLEN_BACK);
  const all = tf.getKernelsForBackend(BACKEND_NAME).map(({ kernelName }) => kernelName);
  const where = `${cpus()[0]!.model.trim()}, Node ${process.versions.node}`;
  const page = describeKernels({ own: listOwnKernels(), all, costs, fallenBack, where });
  const options = await prettier.resolveConfig(PAGE);
  await writeFileAtomically(PAGE, await prettier.format(page, { ...options, filepath: PAGE }));
});

/** Each call here and there in turns, so that a busy moment of the machine meets both. */
async function measure(calls: readonly TypicalCall[]): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const call of calls) {
    const [ours, theirs] = [await on(BACKEND_NAME, call), await on('cpu', call)];
    costs.push({ call, ours, theirs });
    process.stdout.write(
      `${call.kernel}: ${ours.toPrecision(3)} ms, ${theirs.toPrecision(3)} ms\n`,
    );
  }
  return costs;
}

async function on(backend: string, call: TypicalCall): Promise<number> {
  await tf.setBackend(backend);
  return measureCall(call);
}
