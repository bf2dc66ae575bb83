import type { LayerprintBackend } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { makeTensor } from './numbers.ts';

/** As long as a thread may take to start on a machine that others keep busy, in milliseconds. */
const PATIENCE = 300_000;

/** What the runner keeps to itself: each thread has scratch memory of its own. */
interface Scratch {
  scratch: { address: number };
  scratchStride: number;
}

/**
 * Works until every thread has taken part: those that start late, or that others forestall, would leave
 * their shards to the others, and nothing would be shown about them.
 *
 * @returns How many threads took part; fewer than there are when patience ran out.
 */
export async function awaitThreads(): Promise<number> {
  const { runner } = tf.backend() as unknown as LayerprintBackend;
  const image = makeTensor<tf.Rank.R4>([32, 16, 16, 8], 1);
  const filter = makeTensor<tf.Rank.R4>([5, 5, 8, 8], 2);
  const work = (): void => tf.tidy(() => void tf.conv2d(image, filter, 1, 'same').dataSync());
  work();
  const { scratch, scratchStride } = runner as unknown as Scratch;
  const threads = Array.from({ length: runner.threads }, (_, thread) => thread);
  const spaces = threads.map((thread) =>
    runner.heap.floats(scratch.address + thread * scratchStride, scratchStride / 4),
  );
  spaces.forEach((space) => space.fill(0));
  const countBusy = (): number => spaces.filter((space) => space.some((x) => x !== 0)).length;
  const start = performance.now();
  while (countBusy() < runner.threads && performance.now() - start < PATIENCE) {
    work();
    // In a browser workers start while the page's own script waits.
    await new Promise((resolve) => setTimeout(resolve));
  }
  tf.dispose([image, filter]);
  return countBusy();
}
