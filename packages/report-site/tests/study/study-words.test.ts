import { describe, expect, it } from 'vitest';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import {
  change,
  sampleRecord,
  settleSample,
  STUDY,
} from '../../../core/tests/verdicts/sample-study.ts';
import { readStudyNumbers } from '../../src/study/study-numbers.ts';
import {
  describeStudiedCheck,
  listControls,
  listNotices,
  nameAudit,
  sayLayerLikeness,
  sayLikeness,
  sayOver,
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
    expect(sayOver(stale)).toBe('Over 12 pairs, some of them stale');
    const one = settleSample(sampleRecord(), STUDY, ({ id }) =>
      id === 'pair-02-dummy' ? ['data'] : [],
    );
    expect(listNotices(one)).toEqual([
      '1 of 50 lines of the record is stale: the data is not today’s. They count as what they were measured as.',
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
    expect(none.shareOfPairs('concentration-zeros')).toBe('none');
    expect(none.verdict('concentration-zeros')).toBe('is not settled');
  });

  it('tell of the controls with their own number of pairs', () => {
    expect(listControls(WHOLE).map(({ part, sentence }) => `${part}: ${sentence}`)).toEqual([
      expect.stringMatching(/^same-steps: .*6 pairs, a family of their own\.$/),
      expect.stringMatching(/^same-epoch: .*exactly 10 epochs.*6 pairs/),
    ]);
    expect(listControls(settleSample(sampleRecord(), { ...STUDY, controls: undefined }))).toEqual(
      [],
    );
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

  it('say how alike partners are, and two seeds as the most to be expected', () => {
    const estimate = { value: 0.25, lower: 0.2, upper: 0.3 };
    const row = { layer: 'conv2d_6', first: 'benchmark', ckas: [], cka: null };
    const likeness = {
      wanted: 6,
      compared: 5,
      validationImages: 990,
      layers: [
        { ...row, other: 'dummy', scores: [0.2, 0.25, 0.3], score: estimate },
        { ...row, other: 'benchmark', scores: [0.25], score: estimate },
        { ...row, layer: 'conv2d_1', other: 'dummy', scores: [null], score: null },
      ],
    };
    expect(sayLikeness(likeness)).toBe(
      '5 of 6 comparisons so far, each over 990 validation images, no model in two of a kind.',
    );
    const say = (layer: string) => sayLayerLikeness({ ...WHOLE, likeness }, layer, (id) => id);
    expect(say('conv2d_6')).toEqual([
      'In the study, partners in benchmark and dummy correlate with 0.250 [0.200, 0.300] on average over 3 comparisons.',
      'In the study, partners in two seeds of benchmark correlate with 0.250 [0.200, 0.300] on average over 1 comparison, which is as alike as can be expected.',
    ]);
    expect(say('conv2d_1')).toEqual([]);
    expect(sayLayerLikeness(WHOLE, 'conv2d_6', (id) => id)).toEqual([]);
  });
});
