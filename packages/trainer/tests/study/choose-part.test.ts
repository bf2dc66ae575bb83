import { expect, test } from 'vitest';
import { listStudyTrainings } from '@layerprint/core/study';
import { choosePart, PART } from '../../src/study/choose-part.ts';

const TRAININGS = listStudyTrainings(
  {
    schemaVersion: 1,
    pairs: { count: 7, firstSeed: 101 },
    sizes: { trainingImages: [10, 20], seeds: 3, firstSeed: 201 },
    controls: { sameSteps: { pairs: 3 }, sameEpoch: { pairs: 2, epoch: 4 } },
  },
  [
    { id: 'more', trainingImages: 50, seed: 1 },
    { id: 'fewer', trainingImages: 10, seed: 2 },
  ],
);

test.each([1, 2, 3, 5, 13, 40])('%i parts have every training once, in its order', (of) => {
  const parts = Array.from({ length: of }, (_, i) => choosePart(TRAININGS, `${i + 1}/${of}`));
  const ids = parts.flat().map(({ id }) => id);
  expect(ids.toSorted()).toEqual(TRAININGS.map(({ id }) => id).toSorted());
  for (const part of parts) expect(part).toEqual(TRAININGS.filter((one) => part.includes(one)));
});

test.each([2, 4, 6])('in %i parts a pair is trained where its controls are', (of) => {
  for (let number = 1; number <= of; number++) {
    const ids = choosePart(TRAININGS, `${number}/${of}`).map(({ id }) => id);
    for (const id of ids) {
      const pair = /^(?:same-steps|same-epoch)-(\d+)-/.exec(id)?.[1];
      if (pair !== undefined) {
        expect(ids).toEqual(expect.arrayContaining([`pair-${pair}-more`, `pair-${pair}-fewer`]));
      }
    }
  }
});

test('without a part, all are chosen', () => {
  expect(choosePart(TRAININGS, undefined)).toEqual(TRAININGS);
});

test('a part that there is not is refused with those that there are', () => {
  expect(() => choosePart(TRAININGS, '3/2')).toThrow('There is no part 3 of 2.');
});

test.each(['0/2', '1/0', '1', '1/', '/2', '-1/2', '1/2/3', '1.5/2', ' 1/2', '10000/10000'])(
  '%j does not look like a part',
  (text) => {
    expect(PART.test(text)).toBe(false);
  },
);
