import { join } from 'node:path';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import { JobThreads } from '@layerprint/artifacts/job-threads';
import { CIFAR10 } from '@layerprint/core/images';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';
import type { DatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import { countRecordBytes } from '../records.ts';
import { chooseLabels, type DrawJob, type Part } from './draw-records.ts';

type Sketch10Choice = Extract<DatasetChoice, { name: 'sketch-10' }>;

const RECORD_BYTES = countRecordBytes(CIFAR10.image);
/** Images in one training file, as in CIFAR-10. */
const IMAGES_PER_FILE = 10_000;
/** Images that one thread draws at a time. */
const IMAGES_PER_JOB = 200;

/**
 * Draws sketch-10, by threads, and writes it in CIFAR-10's binary layout: `data_batch_1.bin` and so on, and
 * `test_batch.bin`.
 *
 * @param threads How many draw; the files are the same whatever their number. One for each processor by default.
 * @returns Training files in order, then the test file.
 * @throws {LayerprintError} `not-written`.
 */
export async function writeSketch10(
  folder: string,
  choice: Sketch10Choice,
  threads?: number,
): Promise<DatasetFile[]> {
  const { seed, trainingImages, testImages } = choice;
  const records = await draw(
    [...listJobs(seed, 'training', trainingImages), ...listJobs(seed, 'test', testImages)],
    threads,
  );
  const training = records.subarray(0, trainingImages * RECORD_BYTES);
  const contents: [string, Uint8Array][] = [];
  for (let first = 0; first < trainingImages; first += IMAGES_PER_FILE) {
    const part = training.subarray(first * RECORD_BYTES, (first + IMAGES_PER_FILE) * RECORD_BYTES);
    contents.push([`data_batch_${contents.length + 1}.bin`, part]);
  }
  contents.push(['test_batch.bin', records.subarray(training.length)]);
  for (const [name, content] of contents) await writeFileAtomically(join(folder, name), content);
  return contents.map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: hashSha256(content),
  }));
}

function listJobs(seed: number, part: Part, count: number): DrawJob[] {
  const labels = chooseLabels(seed, part, count);
  const jobs: DrawJob[] = [];
  for (let first = 0; first < count; first += IMAGES_PER_JOB) {
    jobs.push({ seed, part, first, labels: labels.slice(first, first + IMAGES_PER_JOB) });
  }
  return jobs;
}

async function draw(jobs: readonly DrawJob[], count?: number): Promise<Uint8Array> {
  const worker = new URL('./draw-worker.ts', import.meta.url);
  const threads = new JobThreads<DrawJob, Uint8Array>(worker, { count });
  try {
    return Buffer.concat(await threads.run(jobs));
  } finally {
    await threads.stop();
  }
}
