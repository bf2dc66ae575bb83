import { describe, expect, it } from 'vitest';
import { renderChartSvg } from '@layerprint/artifacts/render';
import { sampleDiff } from '../comparison/sample-diff.ts';
import { ChartThread } from '../../src/page/charts/chart-thread.ts';
import { listOverlayCharts } from '../../src/page/charts/overlay-charts.ts';

const specs = sampleDiff()
  .figures.flatMap(listOverlayCharts)
  .map(({ spec }) => spec);

describe('ChartThread', () => {
  it('draws what this thread would have drawn, in order', async () => {
    const drawn: string[] = [];
    for (const spec of specs) drawn.push(await renderChartSvg(spec));
    expect(await new ChartThread().draw(specs)).toEqual(drawn);
  });

  it('draws nothing where there is nothing to draw', async () => {
    expect(await new ChartThread().draw([])).toEqual([]);
  });

  it('names the chart that was not drawn, and says what to do', async () => {
    const spec = { ...specs[0]!, name: 'the-chart', data: { url: 'https://example.org/' } };
    await expect(new ChartThread().draw([spec])).rejects.toMatchObject({
      name: 'LayerprintError',
      code: 'chart-not-drawn',
      message: expect.stringContaining('the-chart'),
      hint: 'Correct its Vega-Lite specification.',
    });
  });
});
