import { Worker } from 'node:worker_threads';
import type { ChartSpec } from '@layerprint/core';
import { reviveError } from '@layerprint/core/errors';

/**
 * A thread that draws charts. Vega takes its time to load: start the thread before the charts are known.
 * The process does not wait for one that has nothing to draw.
 */
export class ChartThread {
  readonly #worker = new Worker(new URL('./chart-worker.ts', import.meta.url));
  /** The charts, or what the thread threw; it may be before it has anything to draw. */
  readonly #answer = waitForAnswer(this.#worker);
  readonly #end = new Promise((resolve) => this.#worker.once('exit', resolve));

  constructor() {
    this.#answer.catch(() => undefined);
    this.#worker.unref();
  }

  /**
   * Draws charts as SVG, in their order, and ends.
   *
   * @throws {LayerprintError} `chart-not-drawn`, when Vega warns of anything; `font-not-bundled`.
   */
  async draw(specs: readonly ChartSpec[]): Promise<string[]> {
    try {
      if (specs.length === 0) return [];
      this.#worker.postMessage(specs);
      this.#worker.ref();
      return await this.#answer;
    } finally {
      await this.stop();
    }
  }

  /** Ends it when it has done what it is at, as `PictureThreads` does and for the same reason. */
  async stop(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage(null);
    await this.#end;
  }
}

function waitForAnswer(worker: Worker): Promise<string[]> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error) => reject(reviveError(error)));
    worker.once('exit', (status) =>
      reject(new Error(`The thread that draws charts ended with status ${status}.`)),
    );
  });
}
