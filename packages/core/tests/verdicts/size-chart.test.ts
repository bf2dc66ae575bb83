import { expect, it } from 'vitest';
import type { SizeCurve } from '@layerprint/core/schemas/study-verdicts';
import { sayNamesInCurves, specifySizeCurve } from '@layerprint/core/verdicts';

const CURVE: SizeCurve = {
  id: 'accuracy',
  name: 'Accuracy',
  unit: 'share',
  points: ['few', 'many'].map((model, i) => ({
    trainingImages: 100 * (i + 1),
    model,
    part: 'sizes' as const,
    values: [0.5, 0.75],
    undefined: 0,
    mean: { value: 0.625, lower: 0.5, upper: 0.75 },
  })),
};

it.each([
  [['few', 'many'], ['few', 'many'], undefined],
  [['чуть', 'many'], ['(model 1)', 'many'], 'In the charts, (model 1) stands for чуть.'],
  [
    ['多', 'constructor'],
    ['(model 1)', '(model 2)'],
    'In the charts, (model 1) stands for 多, (model 2) stands for constructor.',
  ],
])('models called %j are %j in a chart by the number of images', (written, drawn, said) => {
  const models = CURVE.points.map(({ model: id }, i) => ({ id, name: written[i]! }));
  const spec = JSON.stringify(specifySizeCurve(CURVE, models, 'light'));
  for (const name of drawn) expect(spec).toContain(JSON.stringify(name));
  for (const name of written.filter((one) => !drawn.includes(one)))
    expect(spec).not.toContain(name);
  expect(sayNamesInCurves(models)).toBe(said);
});
