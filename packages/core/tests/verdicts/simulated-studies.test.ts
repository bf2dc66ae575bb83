import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { drawResamples } from '../../src/verdicts/bound-mean.ts';
import { normalQuantile } from '../../src/verdicts/distributions.ts';
import type { Interval } from '../../src/verdicts/interval.ts';
import { settleChecks } from '../../src/verdicts/settle-checks.ts';

const STUDIES = 10_000;
const PAIRS = 40;
/** Fewer than a study draws, and the same for all of them, to be done in seconds. */
const RESAMPLES = drawResamples(PAIRS, 500);

type Uniform = () => number;
const normal = (uniform: Uniform) => normalQuantile(uniform() + 2 ** -33);
const exponential = (uniform: Uniform) => -Math.log(1 - uniform());

/** Shapes of differences, with what is true of them: their mean, and the share above zero. */
const SHAPES: Record<string, { draw: (uniform: Uniform) => number; mean: number; share: number }> =
  {
    normal: { draw: normal, mean: 0, share: 0.5 },
    'normal, with an effect': {
      draw: (uniform) => normal(uniform) + 0.5,
      mean: 0.5,
      share: 0.6915,
    },
    uniform: { draw: (uniform) => uniform() - 0.5, mean: 0, share: 0.5 },
    'double exponential': {
      draw: (uniform) => exponential(uniform) - exponential(uniform),
      mean: 0,
      share: 0.5,
    },
    'with an outlier in twenty': {
      draw: (uniform) => (uniform() < 0.05 ? 5 : 1) * normal(uniform),
      mean: 0,
      share: 0.5,
    },
    exponential: {
      draw: (uniform) => exponential(uniform) - Math.LN2,
      mean: 1 - Math.LN2,
      share: 0.5,
    },
  };

/** Simulates studies of one check each, and says what share of them come out how. */
function simulate({ draw, mean, share }: (typeof SHAPES)[string]) {
  const { nextFloat } = createRandom(1, 'simulated studies');
  const counts = { meanCovered: 0, shareCovered: 0, holds: 0, fails: 0, 'not-settled': 0 };
  for (let study = 0; study < STUDIES; study++) {
    const differences = Array.from({ length: PAIRS }, () => draw(nextFloat));
    const holds = differences.filter((value) => value > 0).length;
    const check = { holds, fails: PAIRS - holds, of: PAIRS, differences };
    const [settled] = settleChecks([check], () => RESAMPLES);
    if (covers(settled!.share!, share)) counts.shareCovered++;
    if (covers(settled!.difference!, mean)) counts.meanCovered++;
    counts[settled!.verdict]++;
  }
  return counts;
}

function covers({ lower, upper }: Interval, value: number): boolean {
  return lower <= value && value <= upper;
}

describe('of 10,000 simulated studies', () => {
  it.each(Object.entries(SHAPES))(
    'whose differences are %s, 94 of 100 have intervals that cover what is true, and 2.5 hold or fail where there is nothing',
    (_, shape) => {
      const { meanCovered, shareCovered, holds, fails } = simulate(shape);
      expect(meanCovered).toBeGreaterThanOrEqual(0.94 * STUDIES);
      expect(shareCovered).toBeGreaterThanOrEqual(0.94 * STUDIES);
      if (shape.share !== 0.5) return;
      expect(holds).toBeLessThanOrEqual(0.025 * STUDIES);
      expect(fails).toBeLessThanOrEqual(0.025 * STUDIES);
    },
  );
});
