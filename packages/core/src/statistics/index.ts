export { computePearsonCorrelation, correlateStandardised, standardise } from './correlation.ts';
export { computeEntropyBits, computeJensenShannonDivergenceBits } from './entropy.ts';
export { computeHistogram } from './histogram.ts';
export type { HistogramOptions } from './histogram.ts';
export { computeMoments } from './moments.ts';
export { computeOwnDivergenceBits, computeOwnEntropyBits } from './own-units.ts';
export { assertFinite, computeMaximum, computeMean, computeSum } from './sums.ts';
export { computeQuantile, computeSummary, computeZeroFraction } from './summary.ts';
