import { describe, expect, test } from 'vitest';
import { decideExitStatus, FAIL_ON, isFailing } from '@layerprint/core/comparison';
import { VERDICTS } from '@layerprint/core/schemas/figure-diff';
import { sampleDiff, sampleFailedDiff } from './sample-diff.ts';

describe('isFailing', () => {
  test('lets more and more pass, from visual to never', () => {
    expect(
      FAIL_ON.map((failOn) => VERDICTS.filter((verdict) => isFailing(verdict, failOn))),
    ).toEqual([
      ['visual-only', 'changed', 'finding-changed', 'added', 'removed'],
      ['changed', 'finding-changed', 'added', 'removed'],
      ['finding-changed'],
      [],
    ]);
  });
});

describe('decideExitStatus', () => {
  test('is 1 where a figure or a claim fails, and 0 otherwise', () => {
    const diff = sampleDiff();
    expect(decideExitStatus(diff, 'finding')).toBe(1);
    expect(decideExitStatus({ ...diff, figures: [] }, 'finding')).toBe(1);
    expect(decideExitStatus({ ...diff, figures: [], claims: [] }, 'visual')).toBe(0);
    expect(decideExitStatus(diff, 'never')).toBe(0);
  });

  test('is 2 where a side failed, even when it is to fail on nothing', () => {
    expect(decideExitStatus(sampleFailedDiff(), 'never')).toBe(2);
    const { base, head, ...rest } = sampleFailedDiff();
    expect(decideExitStatus({ ...rest, base: head, head: base }, 'never')).toBe(2);
  });
});
