import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KERNELS_FILE } from '../../src/node.ts';
import type { SuiteOrder } from './node-entry.ts';
import type { SuiteResult } from './run-specs.ts';

const WORKER = fileURLToPath(new URL('../../src/threads/node-worker.ts', import.meta.url));

/**
 * Runs TF.js's suite in a process of its own.
 *
 * @param bundle The file that `bundleSuite` made for Node.
 * @param threads Those of layerprint; 0 for TF.js's CPU backend.
 */
export async function runSuiteInNode(
  bundle: string,
  folder: string,
  threads: number,
): Promise<SuiteResult> {
  const result = join(folder, `result-${threads}.json`);
  const order: SuiteOrder = { threads, kernels: KERNELS_FILE, worker: WORKER, result };
  await promisify(execFile)(process.execPath, [bundle, JSON.stringify(order)], {
    maxBuffer: Infinity,
  });
  return JSON.parse(readFileSync(result, 'utf8')) as SuiteResult;
}
