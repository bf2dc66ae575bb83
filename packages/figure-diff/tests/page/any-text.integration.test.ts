import { describe, expect, it } from 'vitest';
import { entryOf } from '@layerprint/core';
import { compareReports } from '../../src/comparison/index.ts';
import { renderChartSvg, replaceUndrawn } from '@layerprint/artifacts/render';
import { DiffSchema } from '../../src/schemas/diff.ts';
import { checkSvg } from '@layerprint/artifacts/publishable';
import { sampleSide } from '../comparison/sample-sides.ts';
import { listOverlayCharts } from '../../src/page/charts/overlay-charts.ts';
import { recolourForDark } from '../../src/page/charts/recolour-for-dark.ts';

/** The head of a comparison in which the data of every figure changed. */
function changedHead() {
  const probabilities = [0, 0, 0, 0, 0, 0, 0.75, 0, 0.25, 0];
  return structuredClone(sampleSide('head', { values: [0, 1, 2, 3], probabilities, epochs: 5 }));
}

/** Puts a text wherever the schema of a figure's data takes any; names in a list have to differ. */
function retell(value: unknown, text: string): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Record<string, unknown>;
  const entries = Object.entries(fields);
  for (const [key, field] of Array.isArray(value) ? entries.slice(-1) : entries) {
    if (typeof field === 'string' && /^(?:quantity|over|unit|layer|name)$/.test(key)) {
      fields[key] = text;
    } else retell(field, text);
  }
}

async function drawAll(
  head: ReturnType<typeof changedHead>,
  base = structuredClone(sampleSide('base')),
): Promise<string[]> {
  const { figures } = head.artifacts!;
  for (const { kind, data } of figures) entryOf(kind).schema.parse(data);
  const diff = compareReports({ profile: 'tiny', base, head });
  DiffSchema.parse(diff);
  const svgs: string[] = [];
  for (const { spec } of diff.figures.flatMap(listOverlayCharts)) {
    const svg = await renderChartSvg(replaceUndrawn(spec));
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number);
    for (const themed of [svg, recolourForDark(svg)]) {
      checkSvg(themed, { width: width!, height: height! });
      svgs.push(themed);
    }
  }
  return svgs;
}

describe('the charts of a comparison', () => {
  it.each([
    'άλφα → β',
    '激活',
    'عربى',
    '🐸',
    '',
    'two\nlines\tand \r more',
    '\x1b[2J\u202e\0',
    '\ud83d',
    '__proto__',
    'constructor',
    `</text></svg><script>alert(1)</script>'"&amp;`,
    'fill="#123456" stroke="rgb(1,2,3)"',
    "datum.side === 'base'",
    'url(https://evil.example/)',
    'x'.repeat(200),
  ])('are drawn whatever a report says, as %j', async (text) => {
    const [base, head] = [structuredClone(sampleSide('base')), changedHead()];
    for (const { artifacts } of [base, head]) {
      for (const { data } of artifacts!.figures) retell(data, text);
    }
    expect((await drawAll(head, base)).length).toBeGreaterThan(0);
  });

  it('are drawn for a series that has another name, or that a side does not have', async () => {
    for (const side of ['base', 'head'] as const) {
      const head = changedHead();
      for (const figure of head.artifacts!.figures) {
        if (figure.kind !== 'distribution') continue;
        if (side === 'head') figure.data.series[1]!.name = 'other';
        else figure.data.series.pop();
      }
      expect((await drawAll(head)).length).toBeGreaterThan(0);
    }
  });

  it('say in question marks what the font does not draw', async () => {
    const [base, head] = [structuredClone(sampleSide('base')), changedHead()];
    for (const { artifacts } of [base, head]) {
      for (const { kind, data } of artifacts!.figures) {
        if (kind === 'distribution') retell(data, 'α of 木🐸');
      }
    }
    expect((await drawAll(head, base)).join()).toContain('>? of ??<');
  });
});
