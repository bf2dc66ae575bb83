export { computePearsonCorrelation, correlateStandardised, standardise } from './correlation.ts';
export { computeEntropyBits, computeJensenShannonDivergenceBits } from './entropy.ts';
export { computeHistogram } from './histogram.ts';
export type { HistogramOptions } from './histogram.ts';
export { measureValues } from './measured-values.ts';
export type { MeasuredValues } from './measured-values.ts';
export { computeMoments } from './moments.ts';
export {
  computeOwnDivergenceBits,
  computeOwnEarthMoversDistance,
  computeOwnEntropyBits,
} from './own-units.ts';
export { assertFinite, computeMaximum, computeMinimum, computeMean, computeSum } from './sums.ts';
export { computeQuantile, computeZeroFraction } from './summary.ts';
