import { describe, expect, test } from 'vitest';
import {
  addMinibatch,
  computeMatchedFiltersData,
  entryOf,
  locatePair,
  NO_CKA_SUMS,
  paintMatchedFilters,
  pickColour,
  sumPairs,
  tabulateMatchedFilters,
  type LayerSums,
} from '@layerprint/core';
import { MatchedFiltersDataSchema } from '@layerprint/core/schemas/figure-data';
import { drawActivations, sampleModel } from './sample-data.ts';

const FILTERS = 4;
const PLACES = 4;
const IMAGES = 200;

/** What a layer gives for images; filter 2 is dead. */
function drawLayer(seed: number): number[] {
  return Array.from(drawActivations(IMAGES * PLACES * FILTERS, 0.5, seed), (value, at) =>
    at % FILTERS === 2 ? 0 : value,
  );
}

/** Filter `i` of it is filter `3 - i` of the values. */
const turn = (values: readonly number[]): number[] =>
  values.map((_, at) => values[at - (at % FILTERS) + (FILTERS - 1 - (at % FILTERS))]!);

function sum(first: readonly number[], other: readonly number[]): LayerSums {
  const half = first.length / 2;
  const filters = [FILTERS, FILTERS] as const;
  const size = FILTERS * PLACES;
  const gram = (values: readonly number[]) =>
    Array.from({ length: 50 * 50 }, (_, at) => {
      const [i, j] = [Math.floor(at / 50) * size, (at % 50) * size];
      return values
        .slice(i, i + size)
        .reduce((product, value, k) => product + value * values[j + k]!, 0);
    });
  return {
    filters: {
      matching: sumPairs(first.slice(0, half), other.slice(0, half), filters),
      scoring: sumPairs(first.slice(half), other.slice(half), filters),
    },
    cka: addMinibatch(NO_CKA_SUMS, gram(first), gram(other)),
  };
}

const LAYER = drawLayer(1);
const [FIRST, OTHER, AGAIN] = ['benchmark', 'dummy', 'again'].map(sampleModel);
const DATA = computeMatchedFiltersData({
  figure: 'matched-conv2d_6-dummy',
  layer: 'conv2d_6',
  first: FIRST!,
  other: OTHER!,
  places: PLACES,
  dead: { first: [2], other: [1] },
  compared: {
    trained: sum(LAYER, turn(LAYER)),
    shuffled: sum(LAYER, drawLayer(2)),
    untrained: sum(drawLayer(3), drawLayer(4)),
  },
  again: {
    model: AGAIN!,
    compared: { trained: sum(LAYER, LAYER), shuffled: sum(LAYER, LAYER), untrained: null },
  },
});
const { describe: tell } = entryOf('matched-filters');

describe('computeMatchedFiltersData', () => {
  test('finds the filters of a model in another order', () => {
    expect(MatchedFiltersDataSchema.parse(DATA)).toEqual(DATA);
    expect(DATA.pairs).toMatchObject([
      { first: 0, other: 3, r: 1 },
      { first: 1, other: 2, r: 1 },
      { first: 3, other: 0, r: 1 },
    ]);
    expect(DATA.trained).toMatchObject({ score: 1 });
    expect(DATA.trained.cka).toBeCloseTo(1, 10);
    expect(Math.abs(DATA.shuffled.score!)).toBeLessThan(0.1);
    expect(DATA.first).toMatchObject({ dead: [2], silent: [], left: [] });
    expect(DATA.other).toMatchObject({ dead: [1], silent: [], left: [] });
    expect(DATA.images).toEqual({ matching: 100, scoring: 100 });
    expect(DATA.ceiling).toMatchObject({ model: 'again', score: 1 });
  });

  test('is refused where a filter is told twice, or not at all', () => {
    const twice = { ...DATA, first: { ...DATA.first, left: [0] } };
    expect(MatchedFiltersDataSchema.safeParse(twice).success).toBe(false);
    const lacking = { ...DATA, other: { ...DATA.other, dead: [] } };
    expect(MatchedFiltersDataSchema.safeParse(lacking).success).toBe(false);
  });
});

describe('a figure of matched filters', () => {
  test('says how much partners have in common, beside both nulls and the ceiling', () => {
    const { title, caption, alt } = tell(DATA);
    expect(title).toBe('conv2d_6: filters of benchmark and dummy, matched');
    expect(caption).toContain(
      'Of 4 filters of conv2d_6 in the benchmark model, 3 have a partner in the dummy model: pairs were chosen on 100 validation images',
    );
    expect(caption).toContain(
      'measured on 100 others, over 400 places. The mean correlation of partners is 1.',
    );
    expect(caption).toMatch(
      /It is [−>.\d]+ where each sees other images than the other and [−>.\d]+ before training\./,
    );
    expect(caption).toContain('As high as it gets: 1 between the benchmark model and again');
    expect(caption).toContain(
      'In the benchmark model, filter 2 is dead. In the dummy model, filter 1 is dead.',
    );
    expect(alt).toContain('The most alike are filter 0 and filter 3, with 1.');
  });

  test('says of two models without twins, images or partners only what is known', () => {
    const dead = { ...DATA.first, dead: [0, 1, 2, 3] };
    const nothing = { score: null, cka: null };
    const { caption } = tell({
      ...DATA,
      first: dead,
      other: { ...DATA.other, dead: [1], left: [0, 2, 3] },
      pairs: [],
      trained: nothing,
      shuffled: nothing,
      untrained: null,
      ceiling: null,
    });
    expect(caption).toContain('No two could be compared.');
    expect(caption).toContain('filters 0, 1, 2 and 3 are dead');
    expect(caption).toContain('filter 1 is dead and filters 0, 2 and 3 are left over');
    expect(caption).not.toMatch(/null|undefined|NaN|CKA|before training/);
  });

  test('has partners on its diagonal, in the brightest colour where they are the same', () => {
    const picture = paintMatchedFilters(DATA);
    expect([picture.width, picture.height]).toEqual([96, 96]);
    const colourAt = (left: number, top: number) => {
      const at = (top * picture.width + left) * 3;
      return [...picture.pixels.slice(at, at + 3)];
    };
    for (const place of [0, 1, 2]) {
      const { left, top } = locatePair(DATA, place);
      expect(colourAt(left, top)).toEqual([...pickColour(1, 1, false)]);
    }
    const { left, top } = locatePair(DATA, 3);
    expect(colourAt(left, top)).toEqual([128, 128, 128]);
    expect(colourAt(left, 0)).toEqual([128, 128, 128]);
  });

  test('tells every filter once in its table', () => {
    const { rows } = tabulateMatchedFilters(DATA);
    expect(rows.map(([first, other, r, , note]) => [first, other, r, note])).toEqual([
      [0, 3, 1, ''],
      [1, 2, 1, ''],
      [3, 0, 1, ''],
      [2, '', '', 'dead'],
      ['', 1, '', 'dead'],
    ]);
  });
});
