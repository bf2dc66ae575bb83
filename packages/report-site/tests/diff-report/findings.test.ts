import { describe, expect, it } from 'vitest';
import type { ClaimDiff, Diff, OtherDiff } from '@layerprint/core/schemas/diff';
import type { Verdict } from '@layerprint/core/schemas/figure-diff';
import { sampleDiff, sampleFailedDiff } from '../../../core/tests/comparison/sample-diff.ts';
import { listFindings, writeHeadline } from '../../src/diff-report/findings.ts';

/** A comparison without findings in which figures, claims and other fields got these verdicts. */
function compareTo(verdicts: {
  figures?: Verdict[];
  claims?: ClaimDiff['verdict'][];
  others?: OtherDiff['verdict'][];
}): Diff {
  const diff = sampleDiff();
  const { figures = ['identical'], claims = [], others = [] } = verdicts;
  return {
    ...diff,
    causes: [],
    findings: [],
    figures: figures.map((verdict) => ({ ...diff.figures[1]!, verdict })),
    claims: claims.map((verdict) => ({ ...diff.claims[0]!, verdict })),
    others: others.map((verdict) => ({ ...diff.others[0]!, verdict })),
  };
}

describe('writeHeadline', () => {
  it.each<[string, Parameters<typeof compareTo>[0]]>([
    ['Nothing changed', { claims: ['identical'] }],
    ['Nothing changed but noise', { figures: ['identical', 'numeric-noise'] }],
    ['Nothing changed but noise', { claims: ['numeric-noise'] }],
    ['Nothing changed but noise', { others: ['numeric-noise'] }],
    ['Only pictures changed', { figures: ['visual-only', 'numeric-noise'] }],
    ['Only looks changed', { others: ['visual-only'] }],
    ['Figures changed, no finding did', { figures: ['changed', 'visual-only'] }],
    ['Figures changed, no finding did', { figures: ['added'] }],
    ['Observations changed, no finding did', { claims: ['changed'] }],
    ['Other fields changed, no finding did', { others: ['changed'] }],
    [
      'Figures, observations and other fields changed, no finding did',
      { figures: ['changed'], claims: ['changed'], others: ['changed'] },
    ],
  ])('says "%s" of %o', (words, verdicts) => {
    expect(writeHeadline(compareTo(verdicts))).toBe(words);
  });

  it('says that only inputs changed, and noise where there is any', () => {
    const { causes } = sampleDiff();
    expect(writeHeadline({ ...compareTo({}), causes })).toBe('Nothing changed but inputs');
    const unknown = causes.map((cause) => ({ ...cause, kind: 'unknown' as const }));
    expect(writeHeadline({ ...compareTo({ figures: ['numeric-noise'] }), causes: unknown })).toBe(
      'Nothing changed but noise',
    );
    expect(writeHeadline({ ...compareTo({ figures: ['numeric-noise'] }), causes })).toBe(
      'Nothing changed but noise and inputs',
    );
  });

  it('begins with the finding that matters most', () => {
    const diff = sampleDiff();
    const headlines = ['claim', 'top-class', 'dead-filters'].map((kind) => {
      const headline = writeHeadline(diff);
      diff.findings = diff.findings.filter((finding) => finding.kind !== kind);
      return headline;
    });
    expect(headlines).toEqual([
      '2 observations changed',
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
      'claim',
      'top-class',
      'dead-filters',
    ]);
  });

  it.each([
    [6, 10, 0],
    [7, 4, 7],
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
