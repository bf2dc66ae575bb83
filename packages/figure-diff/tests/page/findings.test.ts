import { describe, expect, it } from 'vitest';
import { sampleDiff } from '../comparison/sample-diff.ts';
import { listFindings } from '../../src/page/findings.ts';

describe('listFindings', () => {
  it('keeps the order of the comparison', () => {
    expect(listFindings(sampleDiff()).shown.map(({ kind }) => kind)).toEqual([
      'claim',
      'claim',
      'dead-filters',
      'top-class',
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
