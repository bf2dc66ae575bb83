import { describe, expect, test } from 'vitest';
import {
  CHART_COLOURS,
  CHART_THEMES,
  specifyActivationDistribution,
  specifyArchitecture,
  specifyPixelDistribution,
  specifyProbabilities,
  specifyTrainingCurves,
  type ChartLayout,
  type ChartSpec,
  type ChartTheme,
} from '@layerprint/core';
import { renderChart } from '@layerprint/artifacts/render';
import { VegaLiteSpecSchema } from '@layerprint/core/schemas/vega-lite-spec';
import { checkSvg } from '../../src/report/check-svg.ts';
import {
  drawActivations,
  sampleActivationDistribution,
  sampleArchitecture,
  samplePixelDistribution,
  sampleProbabilities,
  sampleTrainingCurves,
} from '../../../core/tests/figures/sample-data.ts';

const CHARTS: Record<string, (theme: ChartTheme, layout?: ChartLayout) => ChartSpec> = {
  'activation distribution': (theme, layout) =>
    specifyActivationDistribution(sampleActivationDistribution(), theme, layout),
  'activation distribution of a dead model': (theme, layout) =>
    specifyActivationDistribution(
      sampleActivationDistribution(new Float32Array(64), drawActivations(64, 0, 1)),
      theme,
      layout,
    ),
  'activation distribution of two dead models': (theme, layout) =>
    specifyActivationDistribution(
      sampleActivationDistribution(new Float32Array(64), new Float32Array(64)),
      theme,
      layout,
    ),
  'pixel distribution': (theme, layout) =>
    specifyPixelDistribution(samplePixelDistribution(), theme, layout),
  'pixel distribution of a black image': (theme, layout) =>
    specifyPixelDistribution(samplePixelDistribution(new Uint8Array(3072)), theme, layout),
  probabilities: (theme, layout) => specifyProbabilities(sampleProbabilities(), theme, layout),
  architecture: (theme, layout) => specifyArchitecture(sampleArchitecture(), theme, layout),
  'training loss': (theme, layout) =>
    specifyTrainingCurves(sampleTrainingCurves('loss'), theme, layout),
  'training accuracy': (theme, layout) =>
    specifyTrainingCurves(sampleTrainingCurves('accuracy'), theme, layout),
  'training of one epoch': (theme, layout) =>
    specifyTrainingCurves(sampleTrainingCurves('loss', [1, 1]), theme, layout),
};

const draw = (spec: ChartSpec) => renderChart(spec);

/** Charts by name, theme and layout, each drawn once. */
const drawn = new Map<string, ReturnType<typeof draw>>();
function drawOnce(
  name: string,
  theme: ChartTheme,
  layout: ChartLayout = 'wide',
): ReturnType<typeof draw> {
  const key = `${name}, ${theme}, ${layout}`;
  const chart = drawn.get(key) ?? draw(CHARTS[name]!(theme, layout));
  drawn.set(key, chart);
  return chart;
}

/** The texts of a chart. */
function readTexts({ svg }: { svg: string }): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
  );
}

/** What a chart draws, whatever it is called, by group of marks that are drawn together. */
function listDrawn({ svg }: { svg: string }): string[][] {
  return svg
    .split(/(?=<g class="mark-)/)
    .filter((group) => /^<g class="mark-(?!group)\S+ role-mark/.test(group))
    .map((group) => group.replaceAll(/ aria-label="[^"]*"/g, ''))
    .map((group) => group.match(/<(?:path|text|line)[^>]*>[^<]*/g) ?? []);
}

/** The same without what stands at axes. */
function readMarks({ svg }: { svg: string }): string[] {
  const groups = svg.split(/(?=<g class="mark-text)/);
  return groups
    .filter((group) => !group.startsWith('<g class="mark-text role-axis'))
    .flatMap((group) => readTexts({ svg: group }));
}

describe.each(Object.entries(CHARTS))('the chart of %s', (name, specify) => {
  test.each(CHART_THEMES)(
    'is drawn in the %s theme without a warning, on its page',
    async (theme) => {
      const spec = specify(theme);
      expect(VegaLiteSpecSchema.parse(spec)).toEqual(spec);
      expect(spec.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
      expect(spec['background']).toBe(CHART_COLOURS[theme].page);
      const { svg, width, height } = await drawOnce(name, theme);
      // A column of a page.
      expect(width).toBeLessThanOrEqual(700);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
      // Sites publish nothing else.
      expect(() => checkSvg(svg, { width, height })).not.toThrow();
      expect(svg).toContain(`fill="${CHART_COLOURS[theme].page}"`);
    },
  );

  test('draws nothing twice in one place', async () => {
    for (const drawnTogether of listDrawn(await drawOnce(name, 'light'))) {
      expect(drawnTogether).toEqual([...new Set(drawnTogether)]);
    }
  });

  test('fits a phone of 390 pixels in its narrow layout, and says there what the wide one says', async () => {
    const narrow = await drawOnce(name, 'light', 'narrow');
    // Besides the chart, the page has 25 pixels on each side.
    expect(narrow.width).toBeLessThanOrEqual(340);
    expect(() => checkSvg(narrow.svg, narrow)).not.toThrow();
    const said = new Set(readTexts(narrow));
    const missing = readMarks(await drawOnce(name, 'light')).filter((text) => !said.has(text));
    // Its columns have other headings.
    const headings = ['Kind', 'Values that come out', 'Shape', 'Parameters'];
    expect(missing).toEqual(name === 'architecture' ? headings : []);
  });

  test('survives JSON: it is data alone, and holds no colour of the other theme', () => {
    const text = JSON.stringify(specify('dark'));
    expect(JSON.parse(text)).toEqual(specify('dark'));
    expect(text).not.toContain(CHART_COLOURS.light.page);
    expect(text).not.toContain(CHART_COLOURS.light.ink);
  });
});

describe('both models', () => {
  test.each(['activation distribution', 'training loss'])(
    'are named in the chart of %s',
    async (name) => {
      const texts = readTexts(await drawOnce(name, 'light'));
      for (const model of ['benchmark', 'dummy']) {
        expect(texts.some((text) => text.startsWith(model))).toBe(true);
      }
    },
  );

  test('are told apart by dash in the distribution', async () => {
    const { svg } = await drawOnce('activation distribution', 'light');
    const [benchmark, dummy] = CHART_COLOURS.light.models;
    const outlines = svg
      .slice(svg.indexOf('mark-line'))
      .match(/<path[^>]*>/g)!
      .filter((path) => path.includes('stroke-width="1.75"'));
    expect(outlines).toHaveLength(2);
    expect(outlines.find((path) => path.includes(dummy!))).toContain('stroke-dasharray="6,3"');
    expect(outlines.find((path) => path.includes(benchmark!))).not.toContain('"6,3"');
  });

  test('keep their colours in both themes', () => {
    for (const theme of CHART_THEMES) {
      const text = JSON.stringify(CHARTS['probabilities']!(theme));
      for (const colour of CHART_COLOURS[theme].models.slice(0, 2)) expect(text).toContain(colour);
    }
  });
});

describe('what a chart says', () => {
  test('the distribution gives zeros and 99th percentiles', async () => {
    const chart = specifyActivationDistribution(
      sampleActivationDistribution(Float32Array.of(0, 0, 0, 2), Float32Array.of(0, 4, 4, 4)),
      'light',
    );
    const texts = readTexts(await draw(chart));
    expect(texts).toEqual(
      expect.arrayContaining([
        '75.0%',
        '25.0%',
        'benchmark: 99% below 2',
        'dummy: 99% below 4',
        'Activations of conv2d_6',
      ]),
    );
  });

  test('the pixels give n and the median of all and of each channel', async () => {
    const pixels = new Uint8Array(3072).map((_, at) => [0, 102, 255][at % 3]!);
    const texts = readTexts(
      await draw(specifyPixelDistribution(samplePixelDistribution(pixels), 'light')),
    );
    expect(texts).toEqual(
      expect.arrayContaining([
        'All channels: 3,072 values, median 0.400',
        'Red: 1,024 values, median 0',
        'Green: 1,024 values, median 0.400',
        'Blue: 1,024 values, median 1',
      ]),
    );
  });

  test('the probabilities stand left and right with verdict and numbers', async () => {
    const texts = readTexts(await drawOnce('probabilities', 'light'));
    expect(texts).toEqual(
      expect.arrayContaining(['Benchmark: frog, right', 'Dummy: cat, wrong', '95.0%', '50.0%']),
    );
  });

  test('the architecture gives every layer with shape and parameters', async () => {
    const texts = readTexts(await drawOnce('architecture', 'light'));
    for (const { name } of sampleArchitecture().layers) expect(texts).toContain(name);
    expect(texts).toEqual(expect.arrayContaining(['32 × 32 × 16', '40,970', 'Parameters']));
  });

  test('the bars of the architecture are as wide as the layers have outputs', async () => {
    const spec = specifyArchitecture(sampleArchitecture(), 'light') as unknown as {
      data: { values: { name: string; from: number; to: number }[] };
    };
    const width = Object.fromEntries(
      spec.data.values.map(({ name, from, to }) => [name, to - from]),
    );
    expect(width).toMatchObject({ input: 3072, conv2d_1: 16_384, pool_2: 1024, dense_2: 10 });
  });

  test('the training curves name the epochs that were kept', async () => {
    const texts = readTexts(await drawOnce('training accuracy', 'light'));
    expect(texts).toEqual(expect.arrayContaining(['kept: epoch 4, 80.0%', 'kept: epoch 8, 90.0%']));
    expect(texts).toEqual(expect.arrayContaining(['training', 'validation', 'Epoch', 'Accuracy']));
  });
});
