import type { OpenedFigure } from '@layerprint/artifacts';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSample, sampleArtifacts } from '../../../artifacts/tests/sample-artifacts.ts';
import { asTrained } from '../../../artifacts/tests/as-trained.ts';
import { drawActivations, sampleGrid } from '../../../core/tests/figures/sample-data.ts';
import { hashSha256 } from '@layerprint/artifacts/files';
import { compareReports } from '../../src/comparison/index.ts';
import { compareGrids } from '../../src/comparison/compare-grids.ts';
import type { Likeness } from '../../src/comparison/likeness.ts';
import { ALL_ALIKE } from './all-alike.ts';
import { matchGridFilters } from '../../src/comparison/match-grid-filters.ts';

const FILTERS = 6;
const SIDE = 8;

/** Maps of a layer for a specimen; what they look like is drawn from a seed. */
function draw(seed: number, filters = FILTERS): ActivationGridData {
  return sampleGrid(drawActivations(SIDE * SIDE * filters, 0.4, seed), SIDE);
}

/** Filter `i` of it is filter `order[i]` of the grid. */
function permute(grid: ActivationGridData, order: readonly number[]): ActivationGridData {
  return {
    ...grid,
    colourMaximum: { ...grid.colourMaximum, map: order.map((at) => grid.colourMaximum.map[at]!) },
    channels: order.map((at, channel) => ({ ...grid.channels[at]!, channel })),
    maps: order.map((at) => grid.maps[at]!),
  };
}

/** The same, but with filters that are zero on this specimen and on all validation images. */
function kill(grid: ActivationGridData, ...filters: number[]): ActivationGridData {
  const validation = { silentImages: grid.validationImages, max: 0 };
  const dead = { max: 0, mean: 0, zeroFraction: 1, silent: true, validation };
  return {
    ...grid,
    channels: grid.channels.map((channel, at) =>
      filters.includes(at) ? { ...channel, ...dead, luminanceCorrelation: null } : channel,
    ),
    maps: grid.maps.map((map, at) => (filters.includes(at) ? map.map(() => 0) : map)),
  };
}

const figuresOf = (...grids: ActivationGridData[]): OpenedFigure[] =>
  grids.map((data) => ({ kind: 'activation-grid', data }) as OpenedFigure);

/** Compares two grids, of one model or of two. */
function compare(base: ActivationGridData, head: ActivationGridData, isOther = false) {
  const likeness: Likeness = {
    ...ALL_ALIKE,
    models: new Set(isOther ? ['dummy'] : []),
    partnersOf: matchGridFilters(figuresOf(base), figuresOf(head), () => true),
  };
  return compareGrids(base, head, likeness);
}

const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: FILTERS });

describe('the same model', () => {
  test('with its filters in another order is the same filters in another order', () => {
    fc.assert(
      fc.property(orders, fc.nat({ max: 50 }), (order, seed) => {
        fc.pre(order.some((at, filter) => at !== filter));
        const base = draw(seed);
        const { data, change, sentences, findings } = compare(base, permute(base, order));
        expect(change).toBe('drawing');
        expect(sentences).toHaveLength(1);
        expect(sentences[0]).toMatch(
          /: the same filters in another order, filter \d ↔ filter \d \(r 1\)/,
        );
        expect(findings).toEqual([]);
        expect([data.relativeError, data.wentDead, data.cameAlive]).toEqual([0, [], []]);
        expect(
          data.partners!.pairs.every(({ base: was, head: is, r }) => order[is] === was && r === 1),
        ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('is compared by number where no other order gives the same filters', () => {
    const base = draw(1);
    const head = permute(draw(2), [1, 0, 2, 3, 4, 5]);
    const byNumber = compareGrids(base, head, ALL_ALIKE);
    expect(compare(base, head)).toEqual(byNumber);
    expect(byNumber.data.partners).toBeUndefined();
    expect(compare(base, base)).toEqual(compareGrids(base, base, ALL_ALIKE));
  });

  test('keeps the numbers of filters that are the same as another of the model', () => {
    const [first] = draw(3).maps;
    const base = { ...draw(3), maps: draw(3).maps.map(() => first!) };
    expect(compare(base, base).change).toBe('none');
    expect(compare(base, base).data.partners).toBeUndefined();
  });

  test('names a filter that went dead in another order by both numbers', () => {
    const base = draw(4);
    const { findings, data } = compare(base, kill(permute(base, [2, 0, 1, 3, 4, 5]), 1));
    expect(data.wentDead).toEqual([1]);
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      'conv2d_6, dummy, frog-4: filter 1 (0 in the base) went dead.',
    ]);
  });
});

describe('another model', () => {
  test('has each filter beside its partner, and none that went dead', () => {
    const base = draw(5);
    const head = kill(permute(base, [5, 4, 3, 2, 1, 0]), 2, 3);
    const { data, sentences, findings } = compare(base, head, true);
    expect(findings).toEqual([]);
    expect(data).toMatchObject({ wentDead: [], fellSilent: [], channels: [], relativeError: null });
    expect(data.partners).toMatchObject({ specimens: 1, samples: SIDE * SIDE });
    expect(data.partners!.pairs).toEqual([
      { base: 0, head: 5, r: 1 },
      { base: 1, head: 4, r: 1 },
      { base: 4, head: 1, r: 1 },
      { base: 5, head: 0, r: 1 },
    ]);
    expect(sentences).toEqual([
      'conv2d_6, dummy, frog-4: of 6 filters, 4 have a partner in the base, matched on 1 specimen: ' +
        'filter 0 ↔ filter 5 (r 1), filter 1 ↔ filter 4 (r 1), filter 4 ↔ filter 1 (r 1) and filter 5 ↔ filter 0 (r 1), base ↔ head.',
    ]);
  });

  test('may have more filters or fewer, one, or none that lives', () => {
    const base = draw(6);
    const narrow = {
      ...sampleGrid(drawActivations(SIDE * SIDE * 2, 0.4, 7), SIDE),
      maps: base.maps.slice(2, 4),
    };
    expect(compare(base, narrow, true).data.partners!.pairs).toEqual([
      { base: 2, head: 0, r: 1 },
      { base: 3, head: 1, r: 1 },
    ]);
    const one = draw(8, 1);
    expect(compare(one, one, true).data.partners!.pairs).toEqual([{ base: 0, head: 0, r: 1 }]);
    const dead = kill(one, 0);
    expect(compare(one, dead, true)).toMatchObject({
      sentences: [],
      data: { partners: { pairs: [] } },
    });
  });

  test('of a hundred filters names a few pairs and counts the rest', () => {
    const base = draw(9, 100);
    const { sentences, data } = compare(base, draw(10, 100), true);
    expect(data.partners!.pairs).toHaveLength(100);
    expect(sentences[0]).toMatch(/^conv2d_6, dummy, frog-4: of 100 filters, 100 have a partner/);
    expect(sentences[0]!.match(/↔ filter/g)).toHaveLength(4);
    expect(sentences[0]).toContain('and 96 more, base ↔ head.');
  });
});

describe('matchGridFilters', () => {
  const find = (base: ActivationGridData[], head: ActivationGridData[], isAlike = () => true) =>
    matchGridFilters(figuresOf(...base), figuresOf(...head), isAlike)('dummy', 'conv2d_6');
  const on = (grid: ActivationGridData, specimen: string) => ({ ...grid, specimen });

  test('takes all images that both show together', () => {
    const order = [3, 0, 1, 2, 5, 4];
    const [frog, cat] = [on(draw(1), 'frog-4'), on(draw(2), 'cat-0')];
    const head = [on(permute(cat, order), 'cat-0'), on(permute(frog, order), 'frog-4')];
    const partners = find([frog, cat, on(draw(3), 'ship-8')], head)!;
    expect(partners).toMatchObject({ specimens: 2, samples: 2 * SIDE * SIDE });
    expect(partners.pairs.every(({ base, head: is }) => order[is] === base)).toBe(true);
  });

  test('finds nothing on other images, on maps of another size, and on a few places', () => {
    const grid = draw(1);
    expect(find([grid], [on(grid, 'cat-0')])).toBeNull();
    expect(find([grid], [grid], () => false)).toBeNull();
    expect(find([grid], [sampleGrid(drawActivations(16 * FILTERS, 0.4, 1), 4)])).toBeNull();
    const small = sampleGrid(drawActivations(16 * FILTERS, 0.4, 1), 4);
    expect(find([small], [small])).toBeNull();
  });
});

describe('two reports', () => {
  /** The sample report, whose dummy has these maps and this seed. */
  function makeSide(grid: ActivationGridData, seed: number) {
    const { manifest, figures } = sampleArtifacts();
    asTrained(manifest.runs['dummy']).plan.choice.seed = seed;
    manifest.runs['dummy']!.weightsHash = hashSha256(JSON.stringify(grid));
    const data = figures.map((figure) => (figure.kind === 'activation-grid' ? grid : figure.data));
    const place = figures.findIndex(({ kind }) => kind === 'activation-grid');
    const file = manifest.figures[place]!.files.find(({ role }) => role === 'data')!;
    file.sha256 = hashSha256(JSON.stringify(grid));
    const source = { label: 'side', from: 'folder', commit: null, uncommitted: false } as const;
    return { source, artifacts: openSample(manifest, data) };
  }
  const compareSides = (base: ActivationGridData, head: ActivationGridData, seed = 2) => {
    const sides = { base: makeSide(base, 2), head: makeSide(head, seed) };
    const diff = compareReports({ profile: 'sample', ...sides });
    const figure = diff.figures.find(({ kind }) => kind === 'activation-grid')!;
    return { findings: diff.findings, verdict: figure.verdict, sentences: figure.sentences };
  };

  test('of another seed tell partners, and no filter that went dead', () => {
    const base = draw(11);
    const head = kill(permute(base, [1, 2, 3, 4, 5, 0]), 0, 1);
    const { findings, verdict, sentences } = compareSides(base, head, 3);
    expect(findings.filter(({ kind }) => kind === 'dead-filters')).toEqual([]);
    expect(verdict).toBe('replaced');
    expect(sentences.join(' ')).toContain('filter 0 ↔ filter 5 (r 1)');
    expect(sentences.join(' ')).not.toContain('dead');
  });

  test('of one model in another order differ in what is seen, and in no finding', () => {
    const base = draw(12);
    const { findings, verdict, sentences } = compareSides(base, permute(base, [1, 2, 0, 3, 5, 4]));
    expect(findings).toEqual([]);
    expect(verdict).toBe('visual-only');
    expect(sentences[0]).toContain('the same filters in another order');
  });
});
