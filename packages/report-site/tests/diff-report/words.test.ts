import { describe, expect, it } from 'vitest';
import { VERDICTS } from '@layerprint/core/schemas/figure-diff';
import { sampleDiff, sampleFailedDiff } from '../../../core/tests/comparison/sample-diff.ts';
import { describeSource, writeHeadline, VERDICTS_BY_WEIGHT } from '../../src/diff-report/words.ts';

const NOTHING = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<
  (typeof VERDICTS)[number],
  number
>;

describe('writeHeadline', () => {
  it.each([
    ['Nothing changed', { identical: 9 }],
    ['Nothing changed but noise', { identical: 8, 'numeric-noise': 1 }],
    ['Only pictures changed', { 'visual-only': 1, 'numeric-noise': 1 }],
    ['Figures changed, no finding did', { changed: 1, 'visual-only': 1 }],
    ['Figures changed, no finding did', { added: 1 }],
  ])('says "%s" of %o', (words, verdicts) => {
    const diff = { ...sampleDiff(), findings: [], verdicts: { ...NOTHING, ...verdicts } };
    expect(writeHeadline(diff)).toBe(words);
  });

  it('says first how many findings changed', () => {
    expect(writeHeadline(sampleDiff())).toBe('3 findings changed');
  });

  it('says nothing of figures where a side could not be built', () => {
    expect(writeHeadline(sampleFailedDiff())).toBe('Could not compare');
  });
});

describe('describeSource', () => {
  const commit = 'a'.repeat(40);
  it.each([
    ['commit aaaaaaaaaa', { from: 'commit', commit, uncommitted: false }],
    [
      'commit aaaaaaaaaa and changes not committed',
      { from: 'worktree', commit, uncommitted: true },
    ],
    ['a folder of artifacts', { from: 'folder', commit: null, uncommitted: false }],
  ] as const)('says "%s"', (words, source) => {
    expect(describeSource({ label: 'main', ...source })).toBe(words);
  });
});

it('has a place for every verdict', () => {
  expect(VERDICTS_BY_WEIGHT.toSorted()).toEqual(VERDICTS.toSorted());
});
