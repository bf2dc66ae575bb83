import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../src/random.ts';

const SEEDS = fc.integer({ min: 0, max: 0xffff_ffff });

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

describe('createRandom', () => {
  it('goes through the numbers of the published xoshiro128** from the state 1, 2, 3, 4', () => {
    const random = createRandom(0, '');
    random.restore([1, 2, 3, 4]);
    expect(draw(10, random.nextUint32)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  it('gives these numbers for these seeds on every machine', () => {
    expect(draw(3, createRandom(0, 'shuffle').nextUint32)).toEqual([
      2286462742, 2670312449, 3235309446,
    ]);
    expect(draw(3, createRandom(0xffff_ffff, 'dropout').nextUint32)).toEqual([
      286554905, 1221031259, 3547803018,
    ]);
    expect([...createRandom(1, 'shuffle').permutation(8)]).toEqual([7, 4, 0, 2, 5, 6, 3, 1]);
  });

  it('treats seed 0 as a seed like any other', () => {
    expect(draw(4, createRandom(0, 'a').nextUint32)).toEqual(
      draw(4, createRandom(0, 'a').nextUint32),
    );
    expect(draw(4, createRandom(0, 'a').nextUint32)).not.toEqual(
      draw(4, createRandom(1, 'a').nextUint32),
    );
  });

  it('gives every stream of a seed numbers of its own', () => {
    const streams = ['shuffle', 'dropout', 'image-1', 'image-2'];
    const firsts = streams.map((stream) => draw(4, createRandom(7, stream).nextUint32).join());
    expect(new Set(firsts).size).toBe(streams.length);
  });

  it('goes on from a saved state with the same numbers', () => {
    fc.assert(
      fc.property(SEEDS, fc.nat(20), (seed, drawn) => {
        const random = createRandom(seed, 'x');
        draw(drawn, random.nextUint32);
        const resumed = createRandom(0, 'y');
        resumed.restore(random.state());
        expect(draw(5, resumed.nextUint32)).toEqual(draw(5, random.nextUint32));
      }),
    );
  });

  it('keeps floats in [0, 1) and spreads them evenly', () => {
    const floats = draw(100_000, createRandom(3, 'floats').nextFloat);
    expect(Math.min(...floats.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(floats.every((value) => value >= 0 && value < 1)).toBe(true);
    const tenths = new Array<number>(10).fill(0);
    for (const value of floats) tenths[Math.floor(value * 10)]! += 1;
    // Five standard deviations of a binomial count around 10,000.
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  });

  it('permutes: every index appears once', () => {
    fc.assert(
      fc.property(SEEDS, fc.nat(300), (seed, n) => {
        const order = createRandom(seed, 'x').permutation(n);
        expect([...order].sort((p, q) => p - q)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('chooses every order of three equally often', () => {
    const random = createRandom(5, 'orders');
    const counts = new Map<string, number>();
    for (let trial = 0; trial < 60_000; trial++) {
      const order = random.permutation(3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  });

  it('stays below the bound, up to the largest', () => {
    const random = createRandom(11, 'bounds');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (bound) => {
        const value = random.nextBelow(bound);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(bound);
      }),
    );
  });

  it('favours no result of a bound that does not divide 2³²', () => {
    const random = createRandom(13, 'bias');
    const draws = draw(9000, () => random.nextBelow(3 * 2 ** 30));
    const low = draws.filter((value) => value < 2 ** 30).length;
    // A third, within five standard deviations; half, if the remainder were simply taken.
    expect(Math.abs(low - 3000)).toBeLessThan(224);
  });

  it.each([[[1, 2, 3]], [[0, 0, 0, 0]], [[1, 2, 3, 2 ** 32]], [[1, 2, 3, -1]], [[1, 2, 3, 0.5]]])(
    'refuses %j as a state',
    (state) => {
      expect(() => createRandom(1, 'x').restore(state)).toThrow(
        expect.objectContaining({ code: 'invalid-random-state' }),
      );
    },
  );
});
