/** The part of Cephes that the statistics of studies need; its own types are not where its package says. */
declare module 'cephes' {
  /** Settled once the functions may be called. */
  export const compiled: Promise<void>;
  /** Φ, and its inverse. */
  export function ndtr(value: number): number;
  export function ndtri(share: number): number;
  /** Student's t, and its inverse. */
  export function stdtr(degreesOfFreedom: number, value: number): number;
  export function stdtri(degreesOfFreedom: number, share: number): number;
  /** The chance of more than k successes of n. */
  export function bdtrc(k: number, n: number, probability: number): number;
  /** The inverse of the regularised incomplete beta function. */
  export function incbi(a: number, b: number, share: number): number;
}
