import { describe, expect, it } from 'vitest';
import { CHART_COLOURS, type ChartSpec } from '@layerprint/core';
import { renderChartSvg } from '@layerprint/core/render';
import { sampleDiff } from '../../../core/tests/comparison/sample-diff.ts';
import { listOverlayCharts } from '../../src/diff-report/charts/overlay-charts.ts';
import { recolourForDark } from '../../src/diff-report/charts/recolour-for-dark.ts';
import { HEAD_COLOURS } from '../../src/diff-report/charts/side-chart.ts';

const charts = sampleDiff().figures.flatMap(listOverlayCharts);

describe('recolourForDark', () => {
  it.each(charts)('gives $path what Vega draws in the colours for dark', async ({ spec }) => {
    const light = await renderChartSvg(spec);
    expect(recolourForDark(light)).toBe(await renderChartSvg(specifyForDark(spec)));
    expect(recolourForDark(light)).not.toBe(light);
  });

  it('refuses a colour that it knows no like of', () => {
    expect(() => recolourForDark('<path fill="#123456"/>')).toThrow('#123456');
  });
});

/** The specification with the colours of the theme for dark, found by their names. */
function specifyForDark(spec: ChartSpec): ChartSpec {
  const { light, dark } = CHART_COLOURS;
  let text = JSON.stringify(spec).replaceAll(HEAD_COLOURS.light, HEAD_COLOURS.dark);
  for (const name of ['page', 'ink', 'muted', 'grid', 'neutral'] as const) {
    text = text.replaceAll(light[name], dark[name]);
  }
  return JSON.parse(text) as ChartSpec;
}
