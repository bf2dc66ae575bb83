import { describe, expect, it } from 'vitest';
import { findStudyMisfits, listComparisons } from '../../src/study/index.ts';

const study = (count: number, pairs?: number) => ({
  schemaVersion: 1 as const,
  pairs: { count, firstSeed: 100 },
  ...(pairs !== undefined && { likeness: { pairs } }),
});

const models = (...ids: string[]) =>
  ids.map((id, seed) => ({ id, trainingImages: 10 * (seed + 1), seed }));

describe('comparisons of a study', () => {
  it.each([
    ['none where none is asked', study(3), models('a', 'b'), []],
    [
      'every pair, and every two pairs',
      study(5, 5),
      models('a', 'b'),
      ['1a 1b', '2a 2b', '3a 3b', '4a 4b', '5a 5b', '1a 2a', '3a 4a'],
    ],
    ['of one pair no two seeds', study(5, 1), models('a', 'b'), ['1a 1b']],
    [
      'the first model with each other',
      study(2, 2),
      models('a', 'b', 'c'),
      ['1a 1b', '1a 1c', '2a 2b', '2a 2c', '1a 2a'],
    ],
    ['of one model only two seeds', study(4, 3), models('a'), ['1a 2a']],
  ])('%s', (_, asked, of, expected) => {
    const name = ({ pair, model }: { pair: number; model: string }) => `${pair}${model}`;
    expect(
      listComparisons(asked, of).map(({ first, other }) => `${name(first)} ${name(other)}`),
    ).toEqual(expected);
  });

  it('are of pairs that there are', () => {
    expect(findStudyMisfits(study(3, 3), models('a', 'b'), 20)).toEqual([]);
    expect(findStudyMisfits(study(3, 4), models('a', 'b'), 20)).toEqual([
      { path: 'likeness.pairs', message: "Expected at most the study's 3 pairs, found 4" },
    ]);
  });
});
