import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreLogits } from '../../src/training/cross-entropy.ts';

const rows = fc.array(
  fc.tuple(
    fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 10, maxLength: 10 }),
    fc.nat(9),
  ),
  { minLength: 1, maxLength: 5 },
);

describe('scoreLogits', () => {
  it('gives ln 10 for a network that knows nothing, and counts the first of equal logits', () => {
    const score = scoreLogits(new Float32Array(20), Uint8Array.of(0, 3));
    expect(score.lossSum).toBeCloseTo(2 * Math.log(10), 14);
    expect(score.correct).toBe(1);
  });

  it('sums what each image gives by itself', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const labels = Uint8Array.from(rows, ([, label]) => label);
        const whole = scoreLogits(Float32Array.from(rows.flatMap(([logits]) => logits)), labels);
        const parts = rows.map(([logits, label]) =>
          scoreLogits(Float32Array.from(logits), Uint8Array.of(label)),
        );
        expect(whole.lossSum).toBeCloseTo(
          parts.reduce((sum, { lossSum }) => sum + lossSum, 0),
          10,
        );
        expect(whole.correct).toBe(parts.reduce((sum, { correct }) => sum + correct, 0));
      }),
    );
  });

  it('has a gradient that matches finite differences of the mean loss and sums to zero', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const logits = Float32Array.from(rows.flatMap(([values]) => values));
        const labels = Uint8Array.from(rows, ([, label]) => label);
        const { gradient } = scoreLogits(logits, labels);
        expect(gradient.reduce((sum, value) => sum + value)).toBeCloseTo(0, 5);
        gradient.forEach((slope, i) => {
          const lossAt = (value: number): number =>
            scoreLogits(logits.with(i, value), labels).lossSum / labels.length;
          const [low, high] = [Math.fround(logits[i]! - 0.01), Math.fround(logits[i]! + 0.01)];
          expect((lossAt(high) - lossAt(low)) / (high - low)).toBeCloseTo(slope, 4);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('stays finite where a softmax would be 0 or 1', () => {
    const logits = Float32Array.of(1000, -1000, 0);
    expect(scoreLogits(logits, Uint8Array.of(0)).lossSum).toBe(0);
    expect(scoreLogits(logits, Uint8Array.of(1)).lossSum).toBe(2000);
  });

  it.each([NaN, Infinity])('does not hide a logit of %d', (value) => {
    const { lossSum } = scoreLogits(Float32Array.of(0, value, 0), Uint8Array.of(0));
    expect(Number.isFinite(lossSum)).toBe(false);
  });
});
