/**
 * The exponential and the logarithm in plain arithmetic. The language leaves the last bits of `Math.exp`
 * and `Math.log` to the engine; additions, products and quotients are the same everywhere.
 */

/** ln 2 in two parts: the first has zeros at its end, so that its product with an exponent is exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** Below this the result would be less than the smallest normal double, 2⁻¹⁰²², and is taken for 0. */
const SMALLEST_EXPONENT = -708;
/** `2⁻ⁱ` at index `i`. */
const NEGATIVE_POWERS = makeNegativePowers(1023);
/** `1 / i!` at index `i`; the term of degree 14 would be below 2⁻⁵⁷ where |x| ≤ ln 2 / 2. */
const INVERSE_FACTORIALS = makeInverseFactorials(14);

/** Computes `eˣ` for `x ≤ 0`, within 2 units in the last place; NaN for NaN. */
export function expOfNonPositive(x: number): number {
  if (x < SMALLEST_EXPONENT) return 0;
  const halvings = Math.floor(0.5 - x / (LN2_HIGH + LN2_LOW));
  const rest = x + halvings * LN2_HIGH + halvings * LN2_LOW;
  let sum = 0;
  for (let i = INVERSE_FACTORIALS.length - 1; i >= 0; i--) {
    sum = sum * rest + INVERSE_FACTORIALS[i]!;
  }
  return sum * (NEGATIVE_POWERS[halvings] ?? NaN);
}

/** Computes `ln x` for `x ≥ 1`, within 2 units in the last place; NaN for NaN and infinity. */
export function logOfAtLeastOne(x: number): number {
  let halved = x;
  let halvings = 0;
  while (halved > 1.5) {
    if (halved === Infinity) return NaN;
    halved /= 2;
    halvings++;
  }
  // ln x = 2 artanh z, whose series converges fast as |z| ≤ 0.2.
  const z = (halved - 1) / (halved + 1);
  const square = z * z;
  let sum = 0;
  for (let degree = 23; degree >= 3; degree -= 2) sum = (sum + 1 / degree) * square;
  return 2 * z * sum + 2 * z + halvings * LN2_LOW + halvings * LN2_HIGH;
}

function makeNegativePowers(count: number): Float64Array {
  const powers = new Float64Array(count);
  for (let i = 0, power = 1; i < count; i++, power /= 2) powers[i] = power;
  return powers;
}

function makeInverseFactorials(count: number): Float64Array {
  const inverses = new Float64Array(count);
  for (let i = 0, factorial = 1; i < count; i++, factorial *= i) inverses[i] = 1 / factorial;
  return inverses;
}
