import { describe, expect, it, onTestFinished } from 'vitest';
import { renderChartSvg } from '@layerprint/artifacts/render';
import { sampleDiff } from '../comparison/sample-diff.ts';
import { startChartThread, type ChartThread } from '../../src/page/charts/chart-thread.ts';
import { listOverlayCharts } from '../../src/page/charts/overlay-charts.ts';

const specs = sampleDiff()
  .figures.flatMap(listOverlayCharts)
  .map(({ spec }) => spec);

function start(): ChartThread {
  const thread = startChartThread();
  onTestFinished(() => thread.stop());
  return thread;
}

describe('the thread that draws charts', () => {
  it('draws what this thread would have drawn, in order', async () => {
    const drawn: string[] = [];
    for (const spec of specs) drawn.push(await renderChartSvg(spec));
    expect(await start().run(specs)).toEqual(drawn);
  });

  it('draws nothing where there is nothing to draw', async () => {
    expect(await start().run([])).toEqual([]);
  });

  it('names the chart that was not drawn, and says what to do', async () => {
    const spec = { ...specs[0]!, name: 'the-chart', data: { url: 'https://example.org/' } };
    await expect(start().run([spec])).rejects.toMatchObject({
      name: 'LayerprintError',
      code: 'chart-not-drawn',
      message: expect.stringContaining('the-chart'),
      hint: 'Correct its Vega-Lite specification.',
    });
  });
});
