import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLUG } from '../../src/schemas/scalars.ts';
import type { Study } from '../../src/schemas/study.ts';
import { findStudyMisfits } from '../../src/study/find-misfits.ts';
import { listStudyTrainings } from '../../src/study/list-trainings.ts';

const MODELS = [
  { id: 'benchmark', trainingImages: 50_000, seed: 1 },
  { id: 'dummy', trainingImages: { count: 10_000, sample: 'first', balanced: false }, seed: 2 },
] as const;
const STUDY: Study = {
  schemaVersion: 1,
  pairs: { count: 2, firstSeed: 1001 },
  sizes: { trainingImages: [1000, 20_000], seeds: 2, firstSeed: 2001 },
  controls: { sameSteps: { pairs: 1 }, sameEpoch: { pairs: 1, epoch: 10 } },
};

describe('the trainings of a study', () => {
  it('are its pairs, its sizes and its controls, which are trainings of pairs again', () => {
    const trainings = listStudyTrainings(STUDY, MODELS);
    expect(
      trainings.map(({ id, seed, trainingImages }) => `${id} ${seed} ${trainingImages}`),
    ).toEqual([
      'pair-01-benchmark 1001 50000',
      'pair-01-dummy 1002 10000',
      'pair-02-benchmark 1003 50000',
      'pair-02-dummy 1004 10000',
      'size-1000-01 2001 1000',
      'size-1000-02 2002 1000',
      'size-20000-01 2003 20000',
      'size-20000-02 2004 20000',
      'same-steps-01-benchmark 1001 50000',
      'same-epoch-01-benchmark 1001 50000',
      'same-epoch-01-dummy 1002 10000',
    ]);
    expect(trainings.at(-3)).toMatchObject({
      pair: 1,
      part: 'same-steps',
      sameStepsAs: 'pair-01-dummy',
    });
    expect(trainings.at(-1)).toMatchObject({ model: 'dummy', part: 'same-epoch', epochs: 10 });
    expect(trainings[4]).toMatchObject({ model: 'benchmark', part: 'sizes', pair: 1 });
  });

  it('stop the model with more images, whichever of the two that is', () => {
    const study: Study = { ...STUDY, controls: { sameSteps: { pairs: 2 } } };
    const last = listStudyTrainings(study, MODELS.toReversed()).at(-1);
    expect(last).toMatchObject({
      id: 'same-steps-02-benchmark',
      sameStepsAs: 'pair-02-dummy',
      seed: 1004,
    });
  });

  it('have different ids that are safe in paths, and seeds that only a control shares with its pair', () => {
    fc.assert(
      fc.property(
        fc.record({
          pairs: fc.record({ count: fc.integer({ min: 1, max: 120 }), firstSeed: fc.nat(300) }),
          sizes: fc.record({
            trainingImages: fc.uniqueArray(fc.integer({ min: 1, max: 50_000 }), {
              minLength: 1,
              maxLength: 4,
            }),
            seeds: fc.integer({ min: 1, max: 20 }),
            firstSeed: fc.nat(300),
          }),
          sameSteps: fc.integer({ min: 1, max: 120 }),
        }),
        ({ pairs, sizes, sameSteps }) => {
          const study: Study = {
            schemaVersion: 1,
            pairs,
            sizes,
            controls: { sameSteps: { pairs: sameSteps } },
          };
          fc.pre(findStudyMisfits(study, MODELS, 50_000).length === 0);
          const trainings = listStudyTrainings(study, MODELS);
          const ids = trainings.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.every((id) => SLUG.test(id))).toBe(true);
          const drawn = trainings
            .filter(({ part }) => part !== 'same-steps')
            .map(({ seed }) => seed);
          expect(new Set([...drawn, 1, 2]).size).toBe(drawn.length + 2);
        },
      ),
    );
  });

  it('keep their ids and seeds when pairs are added', () => {
    const more = { ...STUDY, pairs: { count: 120, firstSeed: 1001 }, sizes: undefined };
    const ids = new Map(
      listStudyTrainings(more, MODELS).map((training) => [training.id, training]),
    );
    const before = listStudyTrainings({ ...STUDY, sizes: undefined }, MODELS);
    expect(before.every((training) => ids.get(training.id)?.seed === training.seed)).toBe(true);
    expect(ids.get('pair-120-dummy')!.seed).toBe(1240);
  });
});

describe('what does not fit an experiment', () => {
  const find = (changes: Partial<Study>, models: Parameters<typeof findStudyMisfits>[1] = MODELS) =>
    findStudyMisfits({ ...STUDY, ...changes }, models, 50_000).map(
      ({ path, message }) => `${path}: ${message}`,
    );

  it('is nothing of a study that does', () => {
    expect(find({})).toEqual([]);
  });

  it.each([
    [
      'a seed of the experiment',
      { pairs: { count: 1, firstSeed: 2 } },
      /^pairs.firstSeed: .* 2, of pair-01-benchmark, is that of the experiment's dummy$/,
    ],
    [
      'a seed of the experiment within',
      { pairs: { count: 2, firstSeed: 0 } },
      /^pairs.firstSeed: .* 1, of pair-01-dummy, is that of the experiment's benchmark$/,
    ],
    [
      'a seed of a pair in a size',
      { sizes: { trainingImages: [9], seeds: 5, firstSeed: 1000 } },
      /^sizes.firstSeed: .* 1001, of size-9-02, is that of pair-01-benchmark$/,
    ],
    [
      'a seed that is none',
      { pairs: { count: 2, firstSeed: 0xffff_fffe } },
      /^pairs.firstSeed: .* pair-02-benchmark would have 4294967296$/,
    ],
    [
      'more images than there are',
      { sizes: { trainingImages: [9, 50_001], seeds: 1, firstSeed: 7 } },
      /^sizes.trainingImages.1: Expected at most 50000/,
    ],
    [
      'more pairs of a control than there are',
      { controls: { sameEpoch: { pairs: 3, epoch: 2 } } },
      /^controls.sameEpoch.pairs: Expected at most the study's 2 pairs, found 3$/,
    ],
  ])('is %s', (_, changes, sentence) => {
    expect(find(changes)).toEqual([expect.stringMatching(sentence)]);
  });

  it('is one pair of one model whose filters are to be compared: with whose?', () => {
    const ofOne = (count: number) =>
      find({ controls: undefined, likeness: { pairs: count } }, [MODELS[0]]);
    expect(ofOne(1)).toEqual([expect.stringMatching(/^likeness.pairs: Expected at least 2 pairs/)]);
    expect(ofOne(2)).toEqual([]);
    expect(ofOne(3)).toEqual([expect.stringMatching(/^likeness.pairs: Expected at most/)]);
    expect(find({ likeness: { pairs: 1 } })).toEqual([]);
  });

  it('is a control without two models, or with two of one size', () => {
    expect(find({}, [MODELS[0]])).toEqual([expect.stringMatching(/^controls: .* it has 1$/)]);
    const equal = MODELS.map((model) => ({ ...model, trainingImages: 500 }));
    expect(find({}, equal)).toEqual([
      expect.stringMatching(/^controls.sameSteps: .* both have 500$/),
    ]);
    expect(find({ controls: { sameEpoch: { pairs: 2, epoch: 2 } } }, equal)).toEqual([]);
  });
});
