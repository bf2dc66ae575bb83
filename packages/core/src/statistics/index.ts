export { computePearsonCorrelation } from './correlation.ts';
export { computeEntropyBits, computeJensenShannonDivergenceBits } from './entropy.ts';
export { computeHistogram, listCells } from './histogram.ts';
export type { HistogramOptions } from './histogram.ts';
export { assertFinite, computeMaximum, computeMean, computeSum } from './sums.ts';
export { computeMoments, computeQuantile, computeSummary, computeZeroFraction } from './summary.ts';
