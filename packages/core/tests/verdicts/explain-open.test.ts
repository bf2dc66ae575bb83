import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainOpen, formatP } from '../../src/verdicts/explain-open.ts';
import { SHOWN_LEVEL } from '../../src/verdicts/interval.ts';
import { drawOnce, settleChecks } from '../../src/verdicts/settle-checks.ts';

const draw = drawOnce();

/** Pairs of which some hold, some fail and others do neither, with these differences or those of so many. */
function pairs(holds: number, fails: number, neither: number, up = 1, down = -1) {
  const spread = (value: number) => (_: unknown, i: number) => value * (1 + ((i * 7) % 10) / 20);
  return {
    ...{ holds, fails, of: holds + fails + neither },
    differences: [
      ...Array.from({ length: holds }, spread(up)),
      ...Array.from({ length: fails }, spread(down)),
    ],
  };
}

/** Why a check that stands alone is not settled. */
function explain(check: ReturnType<typeof pairs>): string {
  const [settled] = settleChecks([check], draw);
  return explainOpen(check, settled!);
}

const SHARE = 'The share of pairs cannot be told from one half.';
const DIFFERENCE = 'The difference cannot be told from zero.';
const FAILING = 'The share of pairs in which it fails';

describe('what is lacking where a check is not settled', () => {
  it.each([
    ['there is no pair', pairs(0, 0, 0), 'No pair is whole yet.'],
    ['there is one', pairs(1, 0, 0), 'Fewer than two pairs have a difference.'],
    ['only one has a difference', pairs(0, 1, 9), 'Fewer than two pairs have a difference.'],
    [
      'nothing is clear',
      pairs(21, 19, 0),
      'Neither the share of pairs can be told from one half nor the difference from zero.',
    ],
    ['a few pairs are far on one side', pairs(22, 18, 0, 5, -0.1), SHARE],
    ['a few pairs are far on the side that has less', pairs(22, 18, 0, 0.1, -5), SHARE],
    ['a few pairs cancel all others', pairs(36, 4, 0, 0.2, -2), DIFFERENCE],
    [
      'a few pairs outweigh all others, to either side',
      pairs(32, 8, 0, 0.1, -5),
      'The share of pairs and the difference do not say the same.',
    ],
    [
      'most fail, a few hold by far',
      pairs(8, 32, 0, 5, -0.1),
      'The share of pairs and the difference do not say the same.',
    ],
    [
      'more fail than hold, as the difference has it, but not in half',
      pairs(5, 18, 17),
      `${FAILING} is not above one half either: in 17 of 40 pairs it does neither.`,
    ],
    [
      'more fail than hold, in hardly more than half',
      pairs(2, 22, 16),
      `${FAILING} cannot be told from one half.`,
    ],
    [
      'none holds, and less than half fail',
      pairs(0, 8, 32),
      `${FAILING} is not above one half either: in 32 of 40 pairs it does neither.`,
    ],
    [
      'more hold than fail, as the difference has it, but far from half',
      pairs(10, 2, 28, 1, -0.1),
      'It holds in more pairs than it fails in, and yet in less than half: in 28 of 40 pairs it does neither.',
    ],
    [
      'as many hold as fail, and the difference is clear',
      pairs(6, 6, 28, 9, -0.1),
      'It holds in as many pairs as it fails in: in 28 of 40 pairs it does neither.',
    ],
    [
      'neither is enough to either side',
      pairs(4, 14, 22, 5, -1),
      `${FAILING} is not above one half either: in 22 of 40 pairs it does neither. ${DIFFERENCE}`,
    ],
    [
      'all pairs are equal',
      { holds: 0, fails: 0, of: 40, differences: Array<number>(40).fill(0) },
      `It holds in as many pairs as it fails in: in 40 of 40 pairs it does neither. ${DIFFERENCE}`,
    ],
  ])('is said where %s', (_, check, said) => {
    expect(explain(check)).toBe(said);
  });

  it('is the correction for all checks exactly where alone it would be settled', () => {
    const [clear] = settleChecks([pairs(36, 4, 0)], draw);
    expect(explainOpen(pairs(36, 4, 0), { ...clear!, p: 0.04, level: 0.0036 })).toBe(
      'Alone it would be settled, but not as one of many: its p of 0.040 is above the 0.0036 that the correction for all checks leaves it.',
    );
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }),
        fc.nat({ max: 40 }),
        fc.nat({ max: 40 }),
        fc.constantFrom(0.1, 0.5, 1, 3),
        fc.constantFrom(-0.1, -1, -2),
        (holds, fails, neither, up, down) => {
          const check = pairs(holds, fails, neither, up, down);
          const [settled] = settleChecks([check], draw);
          const isCorrected = explain(check).startsWith('Alone it would be settled');
          expect(isCorrected).toBe(settled!.p <= SHOWN_LEVEL);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives a p in two digits', () => {
    expect([0.00001, 0.0036, 0.04].map(formatP)).toEqual(['less than 0.0001', '0.0036', '0.040']);
  });
});
