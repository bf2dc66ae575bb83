export { adamStep } from './adam';
export { areFinite, convolutionFilterGradientCarefully, convolveCarefully } from './careful';
export { convolve, convolutionFilterSums } from './convolution';
export { crossEntropy } from './cross-entropy';
export { dropout } from './dropout';
export {
  add,
  divide,
  multiply,
  negate,
  relu,
  reluGradient,
  square,
  squareRoot,
  subtract,
  unitStep,
} from './elementwise';
export { copyRows, flipFilter, heapBase, padRows, transposeRows } from './layout';
export { multiplyMatrices } from './matmul';
export { maxPool, maxPoolGradient } from './pool';
export { addShards, sumColumns, sumRows } from './reduce';
export { exponential, logarithm, softmax } from './softmax';
export { winogradConvolve, winogradFilterSums, winogradScratchBytes } from './winograd';
export { winogradFilter, winogradFilterGradient } from './winograd-filter';
