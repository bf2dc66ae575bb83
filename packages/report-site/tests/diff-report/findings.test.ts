import { describe, expect, it } from 'vitest';
import { VERDICTS } from '@layerprint/core/schemas/figure-diff';
import { sampleDiff, sampleFailedDiff } from '../../../core/tests/comparison/sample-diff.ts';
import { listFindings, writeHeadline } from '../../src/diff-report/findings.ts';

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

  it('begins with the finding that matters most', () => {
    const diff = sampleDiff();
    const headlines = ['claim', 'top-class', 'dead-filters'].map((kind) => {
      const headline = writeHeadline(diff);
      diff.findings = diff.findings.filter((finding) => finding.kind !== kind);
      return headline;
    });
    expect(headlines).toEqual([
      '1 observation changed',
      '1 top class changed',
      'Other filters are dead',
    ]);
  });

  it('says nothing of figures where a side could not be built', () => {
    expect(writeHeadline(sampleFailedDiff())).toBe('Could not compare');
  });
});

describe('listFindings', () => {
  it('puts what matters most first', () => {
    expect(listFindings(sampleDiff()).shown.map(({ kind }) => kind)).toEqual([
      'claim',
      'top-class',
      'dead-filters',
    ]);
  });

  it.each([
    [6, 9, 0],
    [7, 3, 7],
  ])('sets %i findings in further grids apart only where they are many', (count, shown, folded) => {
    const diff = sampleDiff();
    const grid = diff.figures.find(({ kind }) => kind === 'activation-grid')!;
    for (let i = 0; i < count; i++) {
      const subject = `activations-conv2d_1-dummy-cat-${i}`;
      diff.figures.push({ ...grid, id: subject, number: null });
      diff.findings.push({ kind: 'dead-filters', subject, model: 'dummy', sentence: 'Dead.' });
    }
    const listed = listFindings(diff);
    expect([listed.shown.length, listed.folded.length]).toEqual([shown, folded]);
  });
});
