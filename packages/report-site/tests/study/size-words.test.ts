import { describe, expect, it } from 'vitest';
import { sampleRecord, settleSample, STUDY } from '../../../core/tests/verdicts/sample-study.ts';
import { sayOverSizes } from '../../src/study/size-words.ts';

describe('what is said of measures over the number of images', () => {
  it('is the accuracy at each, and which measures the fewest and the most images tell apart', () => {
    const [accuracy, ...ends] = sayOverSizes(settleSample());
    expect(accuracy).toMatch(
      /^Accuracy on average: [\d.]+% \[[^\]]+\] with 1,000 images, [\d.]+% \[[^\]]+\] with 10,000 images, .* and [\d.]+% \[[^\]]+\] with 50,000 images\.$/,
    );
    expect(ends[0]).toMatch(
      /^Higher with 50,000 images than with 1,000, the intervals of both apart: .*probability of the true class/,
    );
    expect(ends[1]).toMatch(/^Lower with 50,000 .*redundancy of the maps of conv2d_1/);
    expect(ends[2]).toMatch(
      /^No higher or lower with 50,000 .*recognisability of the maps of conv2d_6/,
    );
    expect(ends[3]).toMatch(
      /kept after 279 gradient steps on average with the fewest images and 14,067 with the most/,
    );
    expect(ends).toHaveLength(4);
  });

  it('counts the models of these that are stale, and no others', () => {
    const settle = (part: string) =>
      sayOverSizes(
        settleSample(sampleRecord(), STUDY, (line) => (line.part === part ? ['code'] : [])),
      ).at(-1);
    expect(settle('sizes')).toBe('8 models of these are stale.');
    expect(settle('pairs')).toBe('24 models of these are stale.');
    expect(settle('same-steps')).not.toContain('stale');
  });

  it('is nothing where no two numbers of images can be compared', () => {
    const { header, lines } = sampleRecord();
    expect(sayOverSizes(settleSample({ header, lines: [] }))).toEqual([]);
    const one = lines.filter(({ model, part }) => part === 'pairs' && model === 'dummy');
    expect(sayOverSizes(settleSample({ header, lines: one }))).toEqual([]);
  });
});
