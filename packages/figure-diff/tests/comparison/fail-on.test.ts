import { describe, expect, test } from 'vitest';
import { decideExitStatus, FAIL_ON, isFailing } from '../../src/comparison/index.ts';
import { VERDICTS } from '../../src/schemas/figure-diff.ts';
import { sampleDiff, sampleFailedDiff } from './sample-diff.ts';

describe('isFailing', () => {
  test('lets more and more pass, from visual to never', () => {
    expect(
      FAIL_ON.map((failOn) => VERDICTS.filter((verdict) => isFailing(verdict, failOn))),
    ).toEqual([
      ['finding-changed', 'changed', 'replaced', 'added', 'removed', 'visual-only'],
      ['finding-changed', 'changed', 'replaced', 'added', 'removed'],
      ['finding-changed'],
      [],
    ]);
  });
});

describe('decideExitStatus', () => {
  const nothing = { ...sampleDiff(), figures: [], claims: [], others: [] };

  test('is 1 where a figure, a claim or another field fails, and 0 otherwise', () => {
    const { figures, claims, others } = sampleDiff();
    expect(decideExitStatus({ ...nothing, figures }, 'finding')).toBe(1);
    expect(decideExitStatus({ ...nothing, claims }, 'finding')).toBe(1);
    expect(decideExitStatus({ ...nothing, others }, 'finding')).toBe(0);
    expect(decideExitStatus({ ...nothing, others }, 'changed')).toBe(1);
    expect(decideExitStatus(nothing, 'visual')).toBe(0);
    expect(decideExitStatus(sampleDiff(), 'never')).toBe(0);
  });

  test.each(['added', 'removed'] as const)('takes a claim that is %s for a finding', (verdict) => {
    const claims = sampleDiff().claims.map((claim) => ({ ...claim, verdict }));
    expect(FAIL_ON.map((failOn) => decideExitStatus({ ...nothing, claims }, failOn))).toEqual([
      1, 1, 1, 0,
    ]);
  });

  test('is 0 where only inputs differ', () => {
    expect(nothing.causes).not.toEqual([]);
    expect(decideExitStatus(nothing, 'visual')).toBe(0);
  });

  test('is 2 where a side failed, even when it is to fail on nothing', () => {
    expect(decideExitStatus(sampleFailedDiff(), 'never')).toBe(2);
    const { base, head, ...rest } = sampleFailedDiff();
    expect(decideExitStatus({ ...rest, base: head, head: base }, 'never')).toBe(2);
  });
});
