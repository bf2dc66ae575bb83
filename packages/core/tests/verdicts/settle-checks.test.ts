import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawOnce,
  settleChecks as settleBy,
  type PairsOfCheck,
} from '../../src/verdicts/settle-checks.ts';

const draw = drawOnce();
const settleChecks = (checks: readonly PairsOfCheck[]) => settleBy(checks, draw);

/** Pairs with such differences, each of which holds or fails as its difference says. */
function pairs(differences: readonly number[]): PairsOfCheck {
  return {
    holds: differences.filter((value) => value > 0).length,
    fails: differences.filter((value) => value < 0).length,
    of: differences.length,
    differences,
  };
}

function repeat(count: number, value: number): number[] {
  return Array.from({ length: count }, (_, i) => value + ((i * 7) % 10) / 100);
}

const CLEAR = pairs(repeat(40, 1));
const NONE = pairs([...repeat(20, 1), ...repeat(20, -1.09)]);

function settle(...checks: PairsOfCheck[]) {
  return settleChecks(checks).map(({ verdict }) => verdict);
}

describe('a check over many pairs', () => {
  it('holds where nearly all pairs say so, fails where nearly all say the opposite, and is not settled between', () => {
    const opposite = pairs(CLEAR.differences.map((value) => -value));
    expect(settle(CLEAR, opposite, NONE)).toEqual(['holds', 'fails', 'not-settled']);
  });

  it('is told with the share of pairs and the difference, each with its interval of 95 %', () => {
    const [settled] = settleChecks([pairs([...repeat(37, 1), ...repeat(3, -2)])]);
    expect(settled!.share).toMatchObject({ value: 0.925 });
    expect(settled!.share!.lower).toBeCloseTo(0.7961, 4);
    expect(settled!.share!.upper).toBeCloseTo(0.9843, 4);
    expect(settled!.difference!.lower).toBeLessThan(settled!.difference!.value);
    expect(settled!.difference!.upper).toBeGreaterThan(settled!.difference!.value);
  });

  it('is not settled by a share alone: a few pairs far on the other side leave the difference open', () => {
    expect(settle(pairs([...repeat(36, 0.01), ...repeat(4, -2)]))).toEqual(['not-settled']);
  });

  it('is not settled by a difference alone: a few pairs far on one side leave the share open', () => {
    expect(settle(pairs([...repeat(22, 5), ...repeat(18, -0.1)]))).toEqual(['not-settled']);
  });

  it('has pairs that do neither counted against it, whichever is asked', () => {
    const differences = repeat(26, 1);
    const upwards = { holds: 26, fails: 0, differences };
    expect(settle({ ...upwards, of: 26 })).toEqual(['holds']);
    expect(settle({ ...upwards, of: 40 })).toEqual(['not-settled']);
    expect(settle({ ...upwards, of: 60 })).toEqual(['not-settled']);
    const downwards = { holds: 0, fails: 26, differences: differences.map((value) => -value) };
    expect(settle({ ...downwards, of: 26 })).toEqual(['fails']);
    expect(settle({ ...downwards, of: 40 })).toEqual(['not-settled']);
  });

  it('is not settled where all pairs are equal, where there is one pair, or none', () => {
    const equal = { holds: 0, fails: 0, of: 40, differences: Array<number>(40).fill(0) };
    const none = { holds: 0, fails: 0, of: 0, differences: [] };
    expect(settle(equal, pairs([3]), none)).toEqual(['not-settled', 'not-settled', 'not-settled']);
    expect(settleChecks([none])[0]).toMatchObject({ share: null, difference: null, p: 1 });
  });

  it('can be settled with 10 pairs among 14 checks, if all of them say so', () => {
    const others = Array.from({ length: 13 }, () => NONE);
    expect(settle(pairs(repeat(10, 1)), ...others)[0]).toBe('holds');
    expect(settle(pairs([...repeat(9, 1), -0.01]), ...others)[0]).toBe('not-settled');
    expect(settle(pairs([...repeat(9, 1), -0.01]))[0]).toBe('holds');
  });

  it('comes out the other way round where all differences do', () => {
    const turned = { holds: 'fails', fails: 'holds', 'not-settled': 'not-settled' } as const;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -9, max: 20 }), { maxLength: 40 }), { maxLength: 4 }),
        (checks) => {
          const negated = checks.map((differences) => differences.map((value) => -value));
          expect(settle(...negated.map(pairs))).toEqual(
            settle(...checks.map(pairs)).map((verdict) => turned[verdict]),
          );
        },
      ),
      { numRuns: 20 },
    );
  });
});
