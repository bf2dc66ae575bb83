import { describe, expect, it } from 'vitest';
import { settleSample } from '../../../core/tests/verdicts/sample-study.ts';
import { sayLayerLikeness, sayLikeness } from '../../src/study/likeness-words.ts';

const WHOLE = settleSample();

describe('words about how alike filters are', () => {
  it('say how alike partners are, and two seeds as the most to be expected', () => {
    const estimate = { value: 0.25, lower: 0.2, upper: 0.3 };
    const row = { layer: 'conv2d_6', first: 'benchmark', ckas: [], cka: null };
    const likeness = {
      wanted: 6,
      compared: 5,
      validationImages: 990,
      layers: [
        { ...row, other: 'dummy', scores: [0.2, 0.25, 0.3], score: estimate },
        { ...row, other: 'benchmark', scores: [0.25], score: estimate },
        { ...row, layer: 'conv2d_1', other: 'dummy', scores: [null], score: null },
      ],
    };
    expect(sayLikeness(likeness)).toBe(
      '5 of 6 comparisons so far, each over 990 validation images, no model in two of a kind.',
    );
    const say = (layer: string) => sayLayerLikeness({ ...WHOLE, likeness }, layer, (id) => id);
    expect(say('conv2d_6')).toEqual([
      'In the study, partners in benchmark and dummy correlate with 0.250 [0.200, 0.300] on average over 3 comparisons.',
      'In the study, partners in two seeds of benchmark correlate with 0.250 [0.200, 0.300] on average over 1 comparison, which is as alike as can be expected.',
    ]);
    expect(say('conv2d_1')).toEqual([]);
    expect(sayLayerLikeness(WHOLE, 'conv2d_6', (id) => id)).toEqual([]);
  });
});
