import { entryOf, nameForChart } from '@layerprint/core';
import { expect, it } from 'vitest';
import { renderChart } from '@layerprint/artifacts/render';

it.each(['犬', '🐸', 'كلب', 'Łódź', 'constructor', '__proto__', 'x'.repeat(60), '<b>&"\'\\'])(
  'a class and a model called %s are drawn in every layout',
  async (name) => {
    const data = {
      schemaVersion: 1,
      figure: 'probabilities',
      specimen: 'one-1',
      classNames: ['a', name, 'c'],
      trueClass: name,
      models: [
        {
          model: 'm',
          modelName: name,
          probabilities: [0.1, 0.7, 0.2],
          topClass: name,
          entropyBits: 1,
        },
      ],
    };
    const { schema, drawing } = entryOf('probabilities');
    if (drawing.look !== 'chart') throw new Error('Probabilities are a chart.');
    const parsed = nameForChart(schema.parse(data)).data;
    for (const layout of ['wide', 'narrow'] as const) {
      const { svg } = await renderChart(drawing.specify(parsed, 'light', layout));
      const rows = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
      const [first, second, third] = ['a', '70.0%', 'c'].map((text) => rows.indexOf(text));
      expect([first, second, third]).not.toContain(-1);
      expect(third! - first!).toBe(2);
    }
  },
);
