import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from 'fast-png';
import type { TopLevelSpec } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { hashSha256 } from '@layerprint/artifacts/files';
import { PNG_SCALE, renderChart, renderChartSvg } from '@layerprint/artifacts/render';
import { SAMPLE_CHART } from './sample-chart.ts';

const withTitle = (title: string): TopLevelSpec => ({ ...SAMPLE_CHART, title });

describe('renderChart', () => {
  test('gives the same bytes twice, also side by side', async () => {
    const [first, ...others] = [
      await renderChart(SAMPLE_CHART),
      ...(await Promise.all([renderChart(SAMPLE_CHART), renderChart(SAMPLE_CHART)])),
    ].map(({ svg, png }) => [hashSha256(svg), hashSha256(png)]);
    expect(others).toEqual([first, first]);
  });

  test('gives the same bytes in another process, folder, language and time zone, without fontconfig', async () => {
    const { svg, png } = await renderChart(SAMPLE_CHART);
    const script = join(import.meta.dirname, 'print-sample-hashes.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script], {
      cwd: tmpdir(),
      env: {
        PATH: process.env['PATH'],
        LANG: 'nl_NL.UTF-8',
        LC_ALL: 'nl_NL.UTF-8',
        TZ: 'Pacific/Auckland',
        FONTCONFIG_FILE: '/nowhere/fonts.conf',
        FONTCONFIG_PATH: '/nowhere',
        HOME: '/nowhere',
      },
    });
    expect(stdout).toBe(`${hashSha256(svg)} ${hashSha256(png)}`);
  });

  test('draws the PNG at twice the size of the SVG', async () => {
    const { svg, png, width, height } = await renderChart(SAMPLE_CHART);
    expect(svg).toContain(`width="${width}" height="${height}"`);
    expect(decode(png)).toMatchObject({ width: width * PNG_SCALE, height: height * PNG_SCALE });
  });

  test('gives the same SVG when nothing else is asked for', async () => {
    const { svg } = await renderChart(SAMPLE_CHART);
    expect(await renderChartSvg(SAMPLE_CHART)).toBe(svg);
  });

  test('puts the font into the SVG, only the cuts in use, and refers to nothing outside', async () => {
    const { svg } = await renderChart(SAMPLE_CHART);
    expect(svg).toContain('@font-face{font-family:Inter;font-weight:400 500;');
    expect(svg).toContain('@font-face{font-family:Inter;font-weight:600 700;');
    const addresses = [...svg.matchAll(/(?:href="|url\()([^")]*)/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^(?:#|data:font\/woff2)/.test(address!))).toEqual([]);

    const { svg: thin } = await renderChart({
      ...SAMPLE_CHART,
      config: { title: { fontWeight: 'normal' }, axis: { titleFontWeight: 400 } },
    });
    expect(thin).not.toContain('font-weight:600');
  });

  test('measures text with the bundled font', async () => {
    const narrow = await renderChart(withTitle('i'.repeat(80)));
    const wide = await renderChart(withTitle('m'.repeat(80)));
    expect(wide.width / narrow.width).toBeGreaterThan(2);
  });

  test.each([
    ['a character outside the bundled subset', withTitle('≥ 3')],
    ['a font that is not bundled', { ...SAMPLE_CHART, config: { font: 'Arial' } }],
  ])('refuses %s', async (_, spec) => {
    await expect(renderChart(spec)).rejects.toMatchObject({ code: 'font-not-bundled' });
  });

  test.each<[string, TopLevelSpec, string]>([
    [
      'data from outside',
      { ...SAMPLE_CHART, data: { url: 'http://127.0.0.1:9/data.json' } },
      'asks for http://127.0.0.1:9/data.json',
    ],
    [
      'a picture from outside',
      { ...SAMPLE_CHART, mark: { type: 'image', url: 'http://127.0.0.1:9/picture.png' } },
      'asks for http://127.0.0.1:9/picture.png',
    ],
    [
      'what makes Vega-Lite warn',
      { ...SAMPLE_CHART, mark: 'bar', encoding: { shape: { field: 'half', type: 'nominal' } } },
      'shape dropped',
    ],
    ['what makes Vega warn', { ...SAMPLE_CHART, data: { values: [] } }, 'Infinite extent'],
    [
      'an unknown mark',
      { ...SAMPLE_CHART, mark: 'blob' as 'bar' },
      'The chart sample was not drawn',
    ],
  ])('refuses %s', async (_, spec, message) => {
    await expect(renderChart(spec)).rejects.toMatchObject({
      code: 'chart-not-drawn',
      message: expect.stringContaining(message),
    });
  });
});
