import { describe, expect, it } from 'vitest';
import type { StudyLine } from '../../src/schemas/study-record.ts';
import {
  StudyVerdictsSchema,
  type PairOutcome,
  type StudyFamily,
  type StudyVerdicts,
} from '../../src/schemas/study-verdicts.ts';
import { change, sampleRecord, settleSample, STUDY } from './sample-study.ts';

const WHOLE = settleSample();

function findCheck({ claims }: StudyFamily, id: string) {
  return claims.flatMap(({ checks }) => checks).find((check) => check.id === id)!;
}

function ofPair(number: number, model: string) {
  return ({ part, pair, model: id }: StudyLine) =>
    part === 'pairs' && pair === number && id === model;
}

/** A line with another number for a measure. */
function withMedian(measure: string, median: number | null, undefinedImages = 0) {
  return (line: StudyLine): StudyLine => ({
    ...line,
    measures: line.measures.map((one) =>
      one.measure === measure
        ? { ...one, validation: { ...one.validation, median, undefined: undefinedImages } }
        : one,
    ),
  });
}

function outcomeOf({ pairs }: StudyVerdicts, id: string, pair: number): PairOutcome {
  return findCheck(pairs, id).pairs.find((one) => one.pair === pair)!.outcome;
}

describe('a study', () => {
  it('is told whole, as its schema has it, and the same each time', () => {
    expect(StudyVerdictsSchema.parse(WHOLE)).toEqual(WHOLE);
    const { header, lines } = sampleRecord();
    expect(settleSample({ header, lines: lines.toReversed() })).toEqual(WHOLE);
    expect(WHOLE).toMatchObject({ wanted: 50, recorded: 50, pairs: { wanted: 12, complete: 12 } });
  });

  it('settles checks that two models are compared by, in their own unit', () => {
    const check = findCheck(WHOLE.pairs, 'first-layer-redundancy');
    expect(check).toMatchObject({
      verdict: 'holds',
      reason: null,
      share: { value: 1 },
      unit: '',
      superiority: 1,
      images: null,
    });
    expect(check.difference!.value).toBeCloseTo(0.03 * Math.log2(5), 1);
    expect(check.models.map(({ model, values }) => `${model} ${values!.n}`)).toEqual([
      'benchmark 12',
      'dummy 12',
    ]);
    const zeros = findCheck(WHOLE.pairs, 'concentration-zeros');
    expect(zeros).toMatchObject({ verdict: 'fails', share: { value: 0 }, unit: 'points' });
    expect(zeros.difference!.upper).toBeLessThan(0);
    expect(zeros.models[0]!.unit).toBe('share');
  });

  it('settles a threshold by the median less the threshold, to the side that is claimed', () => {
    const above = findCheck(WHOLE.pairs, 'last-layer-black');
    expect(above).toMatchObject({ verdict: 'fails', unit: 'points', superiority: null });
    expect(above.difference!.value).toBeCloseTo(0.48 - 0.5, 1);
    const below = findCheck(WHOLE.pairs, 'last-layer-unrecognisable-dummy');
    expect(below).toMatchObject({ verdict: 'holds', unit: '' });
    expect(below.difference!.value).toBeCloseTo(0.75 - 0.55, 1);
    expect(below.images!.mean).toBeCloseTo(0.97, 1);
  });

  it('settles an answer, and a comparison with the pixels, by the share of images', () => {
    const answer = findCheck(WHOLE.pairs, 'certainty-benchmark');
    expect(answer).toMatchObject({ verdict: 'fails', unit: 'points' });
    expect(answer.difference!.value).toBeCloseTo(0.3 - 0.5, 1);
    const pixels = findCheck(WHOLE.pairs, 'information-gain-dummy');
    expect(pixels).toMatchObject({ verdict: 'cannot-fail', unit: 'points' });
    expect(pixels.reason).toMatch(/ReLU/);
  });

  it('gives no verdict on pixels alone, and counts none of their checks among the others', () => {
    const check = findCheck(WHOLE.pairs, 'pixels-middle');
    expect(check).toMatchObject({ verdict: 'pixels', pairs: [], share: null, test: null });
    const levels = WHOLE.pairs.claims.flatMap(({ checks }) =>
      checks.flatMap(({ test }) => (test === null ? [] : [test.level])),
    );
    expect(levels).toHaveLength(14);
    expect(Math.min(...levels)).toBeCloseTo(0.05 / 14, 12);
  });

  it('sums up each claim by its checks', () => {
    expect(WHOLE.pairs.claims.map(({ number, verdict }) => `${number} ${verdict}`)).toEqual([
      '1 holds',
      '2 holds-in-part',
      '3 holds-in-part',
      '4 pixels',
      '5 cannot-fail',
      '6 holds-in-part',
    ]);
  });

  it('counts on how many specimens a check holds, as an example', () => {
    const { specimen } = findCheck(WHOLE.pairs, 'last-layer-unrecognisable-dummy');
    expect(specimen.of).toBe(12);
    expect(specimen.holds).toBeGreaterThan(6);
  });
});

describe('a pair', () => {
  const id = 'first-layer-redundancy';

  it('does neither where both models are equal, and nothing is left out of n', () => {
    const record = sampleRecord();
    const dummy = record.lines.find(ofPair(3, 'dummy'))!;
    const { median } = dummy.measures.find(({ measure }) => measure === 'redundancy')!.validation;
    const equal = settleSample(
      change(record, ofPair(3, 'benchmark'), withMedian('redundancy', median)),
    );
    expect(outcomeOf(equal, id, 3)).toBe('equal');
    expect(findCheck(equal.pairs, id).share!.value).toBeCloseTo(11 / 12, 12);
  });

  it('does neither where a check is undefined on half of the images or more', () => {
    const settle = (images: number, median: number | null) =>
      settleSample(
        change(sampleRecord(), ofPair(3, 'dummy'), withMedian('redundancy', median, images)),
      );
    expect(outcomeOf(settle(4994, 0.3), id, 3)).toBe('holds');
    expect(outcomeOf(settle(4995, 0.3), id, 3)).toBe('undefined');
    const none = settle(9990, null);
    expect(outcomeOf(none, id, 3)).toBe('undefined');
    const { pairs, models } = findCheck(none.pairs, id);
    expect(pairs[2]!.difference).toBeNull();
    expect(models[1]!.values!.n).toBe(11);
  });

  it('does neither where a tally of a check about one model is undefined on half of the images', () => {
    const settle = (undefinedImages: number) =>
      settleSample(
        change(sampleRecord(), ofPair(2, 'benchmark'), (line) => ({
          ...line,
          checks: line.checks.map((check) => ({
            ...check,
            of: 9990 - undefinedImages,
            holds: 9990 - undefinedImages,
            undefined: undefinedImages,
          })),
        })),
      );
    expect(outcomeOf(settle(4995), 'certainty-benchmark', 2)).toBe('undefined');
    expect(outcomeOf(settle(4994), 'certainty-benchmark', 2)).toBe('holds');
    expect(outcomeOf(settle(9990), 'certainty-benchmark', 2)).toBe('undefined');
  });

  it('does neither where a model is guessing, or is dead in the layer that is looked at', () => {
    const guessing = settleSample(
      change(sampleRecord(), ofPair(5, 'dummy'), (line) => ({ ...line, accuracy: 0.105 })),
    );
    expect(outcomeOf(guessing, id, 5)).toBe('collapsed');
    expect(outcomeOf(guessing, 'certainty-benchmark', 5)).not.toBe('collapsed');
    const dead = settleSample(
      change(sampleRecord(), ofPair(5, 'dummy'), (line) => ({ ...line, deadLayers: ['conv2d_6'] })),
    );
    expect(outcomeOf(dead, 'concentration-zeros', 5)).toBe('collapsed');
    expect(outcomeOf(dead, id, 5)).toBe('holds');
  });

  it('does neither where the record is older than the check', () => {
    const older = settleSample(
      change(
        sampleRecord(),
        () => true,
        (line) => ({
          ...line,
          checks: line.checks.filter(({ check }) => check !== 'certainty-benchmark'),
          measures: line.measures.filter(({ measure }) => measure !== 'redundancy'),
        }),
      ),
    );
    for (const check of ['certainty-benchmark', id]) {
      expect(findCheck(older.pairs, check)).toMatchObject({
        verdict: 'not-settled',
        difference: null,
      });
      expect(outcomeOf(older, check, 1)).toBe('unmeasured');
    }
  });
});

describe('a record that is not whole', () => {
  it('has the pairs of which both models are there', () => {
    const { header, lines } = sampleRecord();
    const some = settleSample({ header, lines: lines.slice(0, 9) });
    expect(some).toMatchObject({ recorded: 9, pairs: { wanted: 12, complete: 4 } });
    expect(findCheck(some.pairs, 'first-layer-redundancy').pairs.map(({ pair }) => pair)).toEqual([
      1, 2, 3, 4,
    ]);
    expect(some.controls['same-steps']).toMatchObject({ wanted: 6, complete: 0 });
    expect(some.sizes[0]!.points.every(({ part }) => part === 'pairs')).toBe(true);
  });

  it('may be empty', () => {
    const { header } = sampleRecord();
    const none = settleSample({ header, lines: [] });
    expect(StudyVerdictsSchema.parse(none)).toMatchObject({ recorded: 0, pairs: { complete: 0 } });
    expect(findCheck(none.pairs, 'first-layer-redundancy')).toMatchObject({
      verdict: 'not-settled',
      reason: 'No pair is whole yet.',
    });
  });

  it('leaves out lines of trainings that the study does not ask for', () => {
    const fewer = { ...STUDY, pairs: { count: 5, firstSeed: 1001 }, controls: undefined };
    expect(settleSample(sampleRecord(), fewer)).toMatchObject({
      wanted: 18,
      recorded: 18,
      pairs: { complete: 5 },
      controls: {},
    });
  });

  it('says of each line what of it is not today’s', () => {
    const { lines } = settleSample(sampleRecord(), STUDY, ({ pair }) =>
      pair === 2 ? ['code'] : [],
    );
    expect(lines.filter(({ stale }) => stale.length > 0).map(({ line }) => line.pair)).toEqual(
      Array<number>(lines.filter(({ line }) => line.pair === 2).length).fill(2),
    );
  });
});

describe('the controls of a study', () => {
  it('compare a model that was stopped early with the other of its pair', () => {
    const stopped = change(
      sampleRecord(),
      ({ part }) => part === 'same-steps',
      withMedian('redundancy', 0.9),
    );
    const { controls, pairs } = settleSample(stopped);
    expect(findCheck(controls['same-steps']!, 'first-layer-redundancy')).toMatchObject({
      share: { value: 0 },
      superiority: 0,
    });
    expect(findCheck(pairs, 'first-layer-redundancy').share!.value).toBe(1);
    expect(controls['same-epoch']).toMatchObject({ wanted: 6, complete: 6, epoch: 10 });
  });
});

describe('the sizes of a study', () => {
  it('hold every measure of a network by the number of images, the accuracy first', () => {
    expect(WHOLE.sizes.map(({ name }) => name)).toEqual([
      'Accuracy',
      'Recognisability of the maps of conv2d_1',
      'Redundancy of the maps of conv2d_1',
      'Recognisability of the maps of conv2d_6',
      'Share of zeros of conv2d_6',
      'Entropy of the values of conv2d_6',
      'Tail of the values above zero of conv2d_6',
      'Probability of the true class',
      'Entropy of the class probabilities',
    ]);
    const [accuracy] = WHOLE.sizes;
    expect(
      accuracy!.points.map(({ trainingImages, model, part, values }) =>
        [trainingImages, model, part, values.length].join(' '),
      ),
    ).toEqual([
      '1000 benchmark sizes 4',
      '10000 dummy pairs 12',
      '20000 benchmark sizes 4',
      '50000 benchmark pairs 12',
    ]);
    for (const { mean, values } of accuracy!.points) {
      expect(mean!.lower).toBeGreaterThanOrEqual(Math.min(...values) - 0.1);
      expect(mean!.lower).toBeLessThan(mean!.value);
      expect(mean!.upper).toBeGreaterThan(mean!.value);
    }
  });
});
