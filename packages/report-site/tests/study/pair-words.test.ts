import { describe, expect, it } from 'vitest';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { sampleRecord, settleSample, STUDY } from '../../../core/tests/verdicts/sample-study.ts';
import { sayOver, sayPairsOf } from '../../src/study/pair-words.ts';

/** A study with so many lines of its record, some of which are stale. */
function settle(isStale: (line: StudyLine) => boolean, lines = 50) {
  const { header, lines: all } = sampleRecord();
  return settleSample({ header, lines: all.slice(0, lines) }, STUDY, (line) =>
    isStale(line) ? ['code'] : [],
  );
}

describe('how many pairs a verdict is over', () => {
  it.each([
    ['no line is stale', settle(() => false), '12 pairs', '6 pairs', '6 pairs'],
    [
      'both models of a pair are, and a control takes one of them as it is',
      settle(({ part, pair }) => part === 'pairs' && pair === 2),
      ...['12 pairs, 1 of them stale', '6 pairs, 1 of them stale', '6 pairs'],
    ],
    [
      'a model is that the control trains anew',
      settle(({ id }) => id === 'pair-02-benchmark'),
      ...['12 pairs, 1 of them stale', '6 pairs', '6 pairs'],
    ],
    [
      'lines of sizes alone are',
      settle(({ part }) => part === 'sizes'),
      ...['12 pairs', '6 pairs', '6 pairs'],
    ],
    [
      'lines of controls alone are',
      settle(({ id }) => /^same-steps-0[12]|^same-epoch-03-dummy/.test(id)),
      ...['12 pairs', '6 pairs, 2 of them stale', '6 pairs, 1 of them stale'],
    ],
    [
      'all lines are',
      settle(() => true),
      ...[
        '12 pairs, all of them stale',
        '6 pairs, all of them stale',
        '6 pairs, all of them stale',
      ],
    ],
    [
      'one is of a pair that is not whole',
      settle(({ pair }) => pair === 5, 9),
      ...['4 of 12 pairs so far', '0 of 6 pairs so far', '0 of 6 pairs so far'],
    ],
    [
      'the only whole pair is',
      settle(() => true, 2),
      ...['1 of 12 pairs so far, and stale', '0 of 6 pairs so far', '0 of 6 pairs so far'],
    ],
  ])('counts those that are stale where %s', (_, verdicts, pairs, sameSteps, sameEpoch) => {
    expect(sayPairsOf(verdicts, 'pairs')).toBe(pairs);
    expect(sayOver(verdicts)).toBe(`Over ${pairs}`);
    expect(sayPairsOf(verdicts, 'same-steps')).toBe(sameSteps);
    expect(sayPairsOf(verdicts, 'same-epoch')).toBe(sameEpoch);
  });
});
