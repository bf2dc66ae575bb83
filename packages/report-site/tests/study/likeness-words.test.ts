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
      compared: 6,
      validationImages: 990,
      layers: [
        { ...row, other: 'dummy', scores: [0.2, 0.25, 0.3], score: estimate },
        { ...row, other: 'benchmark', scores: [0.25], score: estimate },
        { ...row, layer: 'conv2d_1', other: 'dummy', scores: [null], score: null },
      ],
    };
    expect(sayLikeness(likeness)).toBe(
      '6 comparisons, each over 990 validation images, no model in two of a kind.',
    );
    const say = (layer: string) => sayLayerLikeness({ ...WHOLE, likeness }, layer, (id) => id);
    expect(say('conv2d_6')).toEqual([
      'In the study, partners in benchmark and dummy correlate with 0.250 [0.200, 0.300] on average over 3 comparisons.',
      'In the study, partners in two seeds of benchmark correlate with 0.250 [0.200, 0.300] on average over 1 comparison, which is as alike as can be expected.',
    ]);
    expect(say('conv2d_1')).toEqual([]);
    expect(sayLayerLikeness(WHOLE, 'conv2d_6', (id) => id)).toEqual([]);
    const none = { ...WHOLE, likeness: { ...likeness, compared: 0, layers: [] } };
    expect(sayLayerLikeness(none, 'conv2d_6', (id) => id)).toEqual([]);
  });

  it.each([
    [6, 6, 0, '6 comparisons', undefined],
    [6, 5, 0, '5 of 6 comparisons so far', 'All of this is from 5 of 6 comparisons so far.'],
    [
      ...[6, 6, 2],
      '6 comparisons (2 of them of stale models)',
      'All of this is from 6 comparisons (2 of them of stale models).',
    ],
    [
      ...[6, 5, 5],
      '5 of 6 comparisons so far (5 of them of stale models)',
      'All of this is from 5 of 6 comparisons so far (5 of them of stale models).',
    ],
  ] as [number, number, number, string, string | undefined][])(
    'say wherever they stand that of %d comparisons %d are made, %d of them stale',
    (wanted, compared, stale, counted, ofLayer) => {
      const score = { value: 0.25, lower: 0.2, upper: 0.3 };
      const row = { layer: 'conv2d_6', first: 'a', other: 'b', ckas: [], cka: null };
      const layers = [{ ...row, scores: [0.2, 0.3], score }];
      const likeness = { wanted, compared, stale, validationImages: null, layers };
      expect(sayLikeness(likeness)).toBe(`${counted}, no model in two of a kind.`);
      const sentences = sayLayerLikeness({ ...WHOLE, likeness }, 'conv2d_6', (id) => id);
      expect(sentences[1]).toBe(ofLayer);
    },
  );
});
