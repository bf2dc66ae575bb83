import type { ChartSpec } from '@layerprint/core';
import { JobThreads } from '@layerprint/artifacts/job-threads';

/** A thread that draws charts as SVG. */
export type ChartThread = JobThreads<ChartSpec, string>;

/** Starts it. Vega takes its time to load, longer than to draw the charts of a comparison: one thread is enough. */
export function startChartThread(): ChartThread {
  return new JobThreads(new URL('./chart-worker.ts', import.meta.url), { count: 1 });
}
