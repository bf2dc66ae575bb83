import { FOLLOWING_IMAGES, type ImageMeasures, type Quantity } from '@layerprint/core';
import { JobThreads } from '@layerprint/artifacts/job-threads';
import { gatherImages, type ImageSet } from '@layerprint/core/images';
import type { MeasureJob, Target } from './measure-batch.ts';
import type { Networks } from './open-networks.ts';
import { pickOutputs, runBatch, type BatchOutputs, type ShownLayers } from './run-batch.ts';

/** Images in one predict: enough to be fast, few enough for little memory. */
export const BATCH_SIZE = 250;
/** Images that one thread measures at a time: what follows the last of them is looked at by another thread, too. */
const JOB_SIZE = 50;

/** Images that are measured, out of the test images. */
export interface Targets {
  readonly test: ImageSet;
  /** Which images, as indices into the test images. */
  readonly indices: Uint32Array;
  /** What each of them shows, by its label; of the test images where it is absent, and null where it is not known. */
  readonly labels?: readonly (number | null)[];
  /** The validation images, ascending: those that follow an image are what it is compared with. */
  readonly validation: Uint32Array;
  /** What the claims need of each. */
  readonly quantities: readonly Quantity[];
}

/** Threads that measure what networks make of images. */
export type MeasureThreads = JobThreads<MeasureJob, ImageMeasures[]>;

/** Starts them: as many as there are processors, unless it is said. What they measure is the same whatever their number. */
export function startMeasureThreads(count?: number): MeasureThreads {
  return new JobThreads(new URL('./measure-worker.ts', import.meta.url), { count });
}

const NO_LAYERS: ShownLayers = { trained: [], untrained: [] };

/**
 * Measures what the claims need on every image, by all models and their untrained twins: threads measure a batch while the
 * networks run on the next. No more than two batches' activations are in memory, unless who sees them keeps them.
 *
 * @param layers What `onBatch` is to see, besides the layers that are measured.
 * @param onBatch Sees each batch, whose first images are the targets of it.
 */
export async function measureImages(
  networks: Networks,
  { test, indices, labels, validation, quantities }: Targets,
  threads: MeasureThreads,
  layers: ShownLayers = NO_LAYERS,
  onBatch: (outputs: BatchOutputs, targets: readonly number[]) => void | Promise<void> = () =>
    undefined,
): Promise<ImageMeasures[]> {
  async function* runNetworks(): AsyncGenerator<MeasureJob[]> {
    for (let start = 0; start < indices.length; start += BATCH_SIZE) {
      const targets = [...indices.subarray(start, start + BATCH_SIZE)].map((index, i) => ({
        index,
        label: labels ? labels[start + i]! : test.labels[index]!,
        following: listFollowing(validation, index, FOLLOWING_IMAGES),
      }));
      const outputs = await runBatch(networks, test, listShown(targets), layers, quantities);
      await onBatch(
        outputs,
        targets.map(({ index }) => index),
      );
      yield Array.from({ length: Math.ceil(targets.length / JOB_SIZE) }, (_, i) =>
        describeJob(targets.slice(i * JOB_SIZE, (i + 1) * JOB_SIZE), outputs, test),
      );
    }
  }
  return (await threads.runPortions(runNetworks())).flat();
}

/** The images that the networks have to see: the targets, and the first that follows each. */
function listShown(targets: readonly Target[]): number[] {
  return [
    ...new Set([
      ...targets.map(({ index }) => index),
      ...targets.map(({ following }) => following[0]!),
    ]),
  ];
}

function describeJob(
  targets: readonly Target[],
  outputs: BatchOutputs,
  test: ImageSet,
): MeasureJob {
  const looked = [...new Set(targets.flatMap(({ index, following }) => [index, ...following]))];
  return {
    targets,
    outputs: pickOutputs(outputs, listShown(targets)),
    pictures: { shape: test.shape, indices: looked, pixels: gatherImages(test, looked) },
  };
}

/**
 * The validation images that follow a test image, from the first again after the last, without itself.
 *
 * @param validation Ascending.
 * @param count How many; fewer where there are not as many others.
 */
export function listFollowing(validation: Uint32Array, index: number, count: number): number[] {
  const start = countUpTo(validation, index);
  const inOrder = Array.from(
    { length: Math.min(count + 1, validation.length) },
    (_, i) => validation[(start + i) % validation.length]!,
  );
  return inOrder.filter((other) => other !== index).slice(0, count);
}

/** How many of ascending numbers are not above a limit. */
function countUpTo(ascending: Uint32Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
