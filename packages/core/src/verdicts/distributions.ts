import { bdtrc, compiled, incbi, ndtr, ndtri, stdtr, stdtri } from 'cephes';

/*
 * The distributions that intervals and tests stand on. Cephes, which SciPy's came from, is WebAssembly here: what an
 * interval is to the last bit does not depend on an engine's logarithm.
 */
await compiled;

/** Φ: the share of a standard normal distribution at or below a value; the infinities are values. */
export function normalShare(value: number): number {
  return ndtr(value);
}

/** Φ⁻¹; −∞ for 0 and ∞ for 1. */
export function normalQuantile(share: number): number {
  if (share === 0) return -Infinity;
  return share === 1 ? Infinity : ndtri(share);
}

/** The share of Student's t distribution at or below a value. */
export function studentShare(value: number, degreesOfFreedom: number): number {
  if (Math.abs(value) === Infinity) return value > 0 ? 1 : 0;
  return stdtr(degreesOfFreedom, value);
}

/** @param share Above 0 and below 1. */
export function studentQuantile(share: number, degreesOfFreedom: number): number {
  return stdtri(degreesOfFreedom, share);
}

/** The chance of at least so many heads of n, where each is as likely as not. */
export function chanceOfAtLeast(heads: number, n: number): number {
  return heads === 0 ? 1 : bdtrc(heads - 1, n, 0.5);
}

/**
 * The quantile of a beta distribution, in its lower tail: with both parameters at least 1 and a share of at most one
 * half. Above it, Cephes is wrong for small parameters; the other tail is that of `(b, a)`.
 */
export function betaQuantile(share: number, a: number, b: number): number {
  return incbi(a, b, share);
}
