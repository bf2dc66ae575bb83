import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ChartSpec } from '@layerprint/core';

/**
 * A thread that draws charts. Vega takes its time to load: start the thread before the charts are known.
 * The process does not wait for one that has nothing to draw.
 */
export class ChartThread {
  readonly #worker = new Worker(new URL('./chart-worker.ts', import.meta.url));

  constructor() {
    this.#worker.unref();
  }

  /**
   * Draws charts as SVG, in their order, and ends.
   *
   * @throws {Error} what the thread threw, as when Vega warns of anything.
   */
  async draw(specs: readonly ChartSpec[]): Promise<string[]> {
    this.#worker.ref();
    this.#worker.postMessage(specs);
    const [svgs] = (await once(this.#worker, 'message')) as [string[]];
    await this.#worker.terminate();
    return svgs;
  }
}
