import { parentPort } from 'node:worker_threads';
import type { ChartSpec } from '@layerprint/core';
import { renderChartSvg, replaceUndrawn } from '@layerprint/artifacts/render';

/**
 * A thread that draws the charts of a message, and ends at an empty one. Their texts are of any report, so in any language; what
 * the font does not draw is in the words of the page.
 */
parentPort!.on('message', (specs: readonly ChartSpec[] | null) => {
  // What is thrown ends the thread, and so tells who waits for its answer.
  if (specs === null) parentPort!.close();
  else void draw(specs);
});

async function draw(specs: readonly ChartSpec[]): Promise<void> {
  const svgs: string[] = [];
  for (const spec of specs) svgs.push(await renderChartSvg(replaceUndrawn(spec)));
  parentPort!.postMessage(svgs);
}
