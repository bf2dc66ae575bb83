import { describe, expect, test } from 'vitest';
import {
  CHART_COLOURS,
  CHART_THEMES,
  MODEL_DASHES,
  MODEL_SHAPES,
  quote,
  scaleByModel,
} from '@layerprint/core';
import { MOST_MODELS } from '@layerprint/core/schemas/experiment';

/** Relative luminance as WCAG 2 has it. */
function computeLuminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function computeContrast(one: string, other: string): number {
  const [dark, light] = [computeLuminance(one), computeLuminance(other)].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('the looks of models', () => {
  test.each(CHART_THEMES)(
    'are as many colours as there may be models, which a %s page lets read',
    (theme) => {
      const { models, page } = CHART_COLOURS[theme];
      expect(new Set(models).size).toBe(MOST_MODELS);
      for (const colour of models)
        expect(computeContrast(colour, page), colour).toBeGreaterThan(4.5);
    },
  );

  test('are told apart without colour, by dash and by point', () => {
    expect(new Set(MODEL_DASHES.map((dash) => dash.join())).size).toBe(MOST_MODELS);
    expect(new Set(MODEL_SHAPES).size).toBe(MOST_MODELS);
    expect(MODEL_DASHES[0]).toEqual([1, 0]);
  });

  test('follow from the place in the list', () => {
    expect(scaleByModel(['a', 'b', 'c'], MODEL_SHAPES)).toEqual({
      domain: ['a', 'b', 'c'],
      range: ['circle', 'square', 'triangle-up'],
    });
  });
});

test('quote writes a text as a Vega expression has it', () => {
  expect(quote(String.raw`it's \\ so`)).toBe(String.raw`'it\'s \\\\ so'`);
});
