/**
 * Sine and cosine from additions and multiplications alone. `Math.sin` and `Math.cos` may differ in the
 * last bit from one JavaScript engine to another, and one bit is enough to change a drawn byte.
 */

const QUARTER_TURN = Math.PI / 2;

/** Sine of an angle in turns (1 is a full circle), to about 1e-12; any finite angle. */
export function sine(turns: number): number {
  const fraction = turns - Math.floor(turns);
  const quarter = Math.floor(fraction * 4);
  const within = (fraction * 4 - quarter) * QUARTER_TURN;
  const size = quarter % 2 === 0 ? sineSeries(within) : sineSeries(QUARTER_TURN - within);
  return quarter < 2 ? size : -size;
}

/** Cosine of an angle in turns (1 is a full circle), to about 1e-12; any finite angle. */
export function cosine(turns: number): number {
  return sine(turns + 0.25);
}

/** Taylor series of the sine up to x¹⁷, for x from 0 to π / 2. */
function sineSeries(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let power = 3; power <= 17; power += 2) {
    term = (-term * square) / (power * (power - 1));
    sum += term;
  }
  return sum;
}
