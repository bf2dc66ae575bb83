import { parentPort } from 'node:worker_threads';
import type { ChartSpec } from '@layerprint/core';
import { renderChartSvg } from '@layerprint/core/render';

/** A thread that draws the charts of one message. */
parentPort!.on('message', async (specs: readonly ChartSpec[]) => {
  const svgs: string[] = [];
  for (const spec of specs) svgs.push(await renderChartSvg(spec));
  parentPort!.postMessage(svgs);
});
