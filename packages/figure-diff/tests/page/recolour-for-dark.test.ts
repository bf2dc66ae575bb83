import { describe, expect, it } from 'vitest';
import { CHART_COLOURS, type ChartSpec } from '@layerprint/core';
import { renderChartSvg } from '@layerprint/artifacts/render';
import { sampleDiff } from '../comparison/sample-diff.ts';
import { listOverlayCharts } from '../../src/page/charts/overlay-charts.ts';
import { recolourForDark } from '../../src/page/charts/recolour-for-dark.ts';
import { HEAD_COLOURS } from '../../src/page/charts/side-chart.ts';

const charts = sampleDiff().figures.flatMap(listOverlayCharts);

describe('recolourForDark', () => {
  it.each(charts)('gives $path what Vega draws in the colours for dark', async ({ spec }) => {
    const light = await renderChartSvg(spec);
    expect(recolourForDark(light)).toBe(await renderChartSvg(specifyForDark(spec)));
    expect(recolourForDark(light)).not.toBe(light);
  });

  it.each(['#123456', '#FFFFFF', '#fff', 'rgb(1, 2, 3)'])('refuses %s, of no theme', (colour) => {
    expect(() => recolourForDark(`<path fill="${colour}"/>`)).toThrow(colour);
  });

  it('leaves alone what is no colour', () => {
    const svg = '<text fill="none" aria-label="#ffffff">"#ffffff"</text>';
    expect(recolourForDark(svg)).toBe(svg);
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
