/**
 * Parts that a batch is cut into. The number is fixed: sums over a batch are taken part by part and
 * then added in order, so it decides the bits, and the number of threads does not.
 */
export const SHARDS = 8;
