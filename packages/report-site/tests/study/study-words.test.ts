import { describe, expect, it } from 'vitest';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import {
  change,
  sampleRecord,
  settleSample,
  STUDY,
} from '../../../core/tests/verdicts/sample-study.ts';
import { sayOver } from '../../src/study/pair-words.ts';
import { readStudyNumbers } from '../../src/study/study-numbers.ts';
import {
  describeStudiedCheck,
  listNotices,
  nameAudit,
  sayMeans,
  sayStudiedClaim,
  summariseStudy,
} from '../../src/study/study-words.ts';

const WHOLE = settleSample();

function settleFirst(lines: number): StudyVerdicts {
  const { header, lines: all } = sampleRecord();
  return settleSample({ header, lines: all.slice(0, lines) });
}

describe('words about a study', () => {
  it('say nothing before a whole record of today', () => {
    expect(listNotices(WHOLE)).toEqual([]);
    expect(sayOver(WHOLE)).toBe('Over 12 pairs');
  });

  it('say that a record is not whole wherever a verdict stands', () => {
    const some = settleFirst(9);
    expect(listNotices(some)).toEqual([
      'The record is not whole: 9 of 50 models are trained, which makes 4 of 12 pairs so far. Every verdict is one so far.',
    ]);
    expect(listNotices(settleFirst(1))[0]).toMatch(/: 1 of 50 models is trained, which makes 0 of/);
    expect(sayOver(some)).toBe('Over 4 of 12 pairs so far');
    expect(summariseStudy(some)[0]).toMatch(/^Over 4 of 12 pairs so far, every model trained anew/);
    expect(summariseStudy(settleFirst(0))).toEqual([
      'Of the study over many seeds, no pair of models is whole yet.',
    ]);
  });

  it('say that lines are stale, and by what', () => {
    const stale = settleSample(sampleRecord(), STUDY, ({ pair, part }) =>
      pair === 2 && part === 'pairs' ? ['code', 'plan'] : [],
    );
    expect(listNotices(stale)).toEqual([
      '2 of 50 lines of the record are stale: the plan and the code of training are not today’s. They count as what they were measured as.',
    ]);
    const one = settleSample(sampleRecord(), STUDY, ({ id }) =>
      id === 'pair-02-dummy' ? ['data'] : [],
    );
    expect(listNotices(one)).toEqual([
      '1 of 50 lines of the record is stale: the data are not today’s. It counts as what it was measured as.',
    ]);
  });

  it('sum up the verdicts on all claims, by their numbers', () => {
    expect(summariseStudy(WHOLE)).toEqual([
      'Over 12 pairs, every model trained anew from a seed of its own, observation 1 holds and observations 2, 3 and 6 hold in part.',
    ]);
  });

  it('say of a claim plainly which of it holds, fails and is not settled', () => {
    const sentence = sayStudiedClaim(WHOLE.pairs.claims[2]!);
    expect(sentence).toMatch(
      /^Observation 3 holds in part\. What holds: “[^”]+” \(100% \[\d+, 100\] of pairs\)\./,
    );
    expect(sentence).toMatch(
      /What fails, the opposite being so: “[^”]+” \(0% \[0, 26\] of pairs\); “/,
    );
    expect(sentence).not.toMatch(/not settled/);
  });

  it('say of a check all that it was settled by', () => {
    const check = WHOLE.pairs.claims[2]!.checks[0]!;
    const sentences = describeStudiedCheck(check, (model) => `the ${model}`);
    expect(sentences[0]).toBe(
      'It holds in 0 of 12 pairs and fails in 12. That is 0% [0, 26] of pairs.',
    );
    expect(sentences[1]).toMatch(
      /^The difference, above zero where the claim is right: −[\d.]+ points \[−/,
    );
    expect(sentences[2]).toMatch(
      /^Of one model of each kind, whichever pair they are of, it holds in \d+%\.$/,
    );
    expect(sentences[3]).toMatch(/^The benchmark: [\d.]+% on average, [\d.]+% to [\d.]+%\.$/);
    expect(sayMeans(check, (model) => `the ${model}`)).toMatch(
      /^the benchmark [\d.]+%, the dummy [\d.]+%$/,
    );
    expect(sayMeans(WHOLE.pairs.claims[5]!.checks[0]!, String)).toMatch(/, [\d.]+% of images$/);
    expect(sayMeans({ models: [], images: null }, String)).toBe('none');
    expect(sentences.at(-1)).toMatch(
      /^On the specimen, which is an example, it holds in \d+ of 12 pairs\.$/,
    );
  });

  it('are there for an article, and say so where no pair tells anything', () => {
    const numbers = readStudyNumbers(WHOLE);
    expect(numbers.pairs).toBe('12 pairs');
    expect(numbers.shareOfPairs('concentration-zeros')).toBe('0% [0, 26]');
    expect(numbers.difference('concentration-zeros')).toMatch(/ points \[/);
    expect(numbers.verdict('concentration-zeros')).toBe('fails');
    const none = readStudyNumbers(settleFirst(0));
    const over = ' (over 0 of 12 pairs so far)';
    expect(none.shareOfPairs('concentration-zeros')).toBe(`none${over}`);
    expect(none.difference('concentration-zeros')).toBe(`none${over}`);
    expect(none.verdict('concentration-zeros')).toBe(`is not settled${over}`);
    const stale = readStudyNumbers(
      settleSample(sampleRecord(), STUDY, ({ id }) => (id === 'pair-02-dummy' ? ['data'] : [])),
    );
    const ofStale = '12 pairs, 1 of them stale';
    expect(stale.pairs).toBe(ofStale);
    expect(stale.shareOfPairs('concentration-zeros')).toBe(`0% [0, 26] (over ${ofStale})`);
    expect(stale.difference('concentration-zeros')).toContain(`] (over ${ofStale})`);
    expect(stale.verdict('concentration-zeros')).toBe(`fails (over ${ofStale})`);
    const ofSizes = readStudyNumbers(
      settleSample(sampleRecord(), STUDY, ({ part }) => (part === 'sizes' ? ['data'] : [])),
    );
    expect(ofSizes.verdict('concentration-zeros')).toBe('fails');
  });

  it('count the pairs in which a model has collapsed', () => {
    const collapsed = settleSample(
      change(
        sampleRecord(),
        ({ id }) => id === 'pair-02-dummy',
        (line) => ({ ...line, accuracy: 0.1 }),
      ),
    );
    const check = collapsed.pairs.claims[0]!.checks[0]!;
    expect(describeStudiedCheck(check, String).join(' ')).toMatch(
      /It holds in 11 of 12 pairs and fails in 0; in 1 a model has collapsed\./,
    );
  });

  it('name the command that trains a line again', () => {
    expect(nameAudit('quick', ['pair-01-dummy'])).toBe(
      'npx nx run quick:audit -- --ids pair-01-dummy',
    );
  });
});
