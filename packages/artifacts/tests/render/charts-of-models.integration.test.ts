import { describe, expect, test } from 'vitest';
import {
  CHART_COLOURS,
  CHART_LAYOUTS,
  CHART_THEMES,
  computeArchitectureData,
  specifyArchitecture,
  MODEL_DASHES,
  specifyActivationDistribution,
  specifyProbabilities,
  specifyTrainingCurves,
  type ChartLayout,
  type ChartTheme,
} from '@layerprint/core';
import { MOST_MODELS } from '@layerprint/core/schemas/experiment';
import type { Layer } from '@layerprint/core/schemas/layer';
import { VegaLiteSpecSchema } from '@layerprint/core/schemas/vega-lite-spec';
import { renderChart } from '../../src/render/index.ts';
import { checkSvg } from '../../src/report/check-svg.ts';
import { sampleChartsOf, sampleModels } from '../../../core/tests/figures/sample-data.ts';

/** What a column of a page, and a phone, can show without scaling, in CSS pixels. */
const WIDEST: Record<ChartLayout, number> = { wide: 760, narrow: 390 };

function specify(count: number, theme: ChartTheme, layout: ChartLayout) {
  const { distribution, probabilities, training } = sampleChartsOf(count);
  return {
    distribution: specifyActivationDistribution(distribution, theme, layout),
    probabilities: specifyProbabilities(probabilities, theme, layout),
    training: specifyTrainingCurves(training, theme, layout),
  };
}

describe.each([1, 2, 3, MOST_MODELS])('the charts of %d models', (count) => {
  test.each(CHART_LAYOUTS)(
    'are drawn and fit, %s, with every model by its name',
    async (layout) => {
      for (const [name, spec] of Object.entries(specify(count, 'light', layout))) {
        expect(VegaLiteSpecSchema.safeParse(spec).success, name).toBe(true);
        const { svg, width, height } = await renderChart(spec);
        expect(() => checkSvg(svg, { width, height })).not.toThrow();
        expect(width, name).toBeLessThanOrEqual(WIDEST[layout]);
        for (const { name: model } of sampleModels(count)) {
          const start = model.slice(1, 8).replaceAll('"', '&quot;');
          expect(svg.includes(start) || svg.includes(model.slice(1, 8)), `${name}: ${model}`).toBe(
            true,
          );
        }
      }
    },
  );

  test('give each model its own colour, and in lines its own dash or point', () => {
    for (const theme of CHART_THEMES) {
      for (const [name, spec] of Object.entries(specify(count, theme, 'wide'))) {
        const text = JSON.stringify(spec);
        for (const colour of CHART_COLOURS[theme].models.slice(0, count)) {
          expect(text, name).toContain(colour);
        }
        if (name === 'distribution')
          expect(text).toContain(JSON.stringify(MODEL_DASHES[count - 1]));
      }
    }
  });
});

test.each(CHART_LAYOUTS)(
  'the architecture with long names and kinds fits too, %s',
  async (layout) => {
    const layers: Layer[] = [
      { name: 'input', kind: 'input', outputShape: [96, 128, 3], parameters: 0 },
      {
        ...{ name: 'block_12_depthwise_separable', kind: 'separable-convolution', bias: false },
        ...{ kernel: [5, 5], stride: [2, 2], padding: 'valid', activation: 'softplus' },
        ...{ outputShape: [46, 62, 100], parameters: 375 },
      },
      {
        ...{ name: 'block_12_normalisation', kind: 'batch-normalisation', momentum: 0.99 },
        ...{ epsilon: 0.001, outputShape: [46, 62, 100], parameters: 400 },
      },
    ];
    const data = computeArchitectureData({ figure: 'architecture', layers });
    const { svg, width } = await renderChart(specifyArchitecture(data, 'light', layout));
    expect(width).toBeLessThanOrEqual(WIDEST[layout]);
    for (const word of [
      'block_12_depthwise_separable',
      'separable convolution',
      'batch normalisation',
    ]) {
      expect(svg).toContain(word);
    }
  },
);
