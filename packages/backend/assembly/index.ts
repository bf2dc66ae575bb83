export { adamStep } from './adam';
export { averagePool, averagePoolGradient } from './average-pool';
export { normalizeBatch } from './batch-norm';
export { divideBytes } from './bytes';
export { areFinite, convolutionFilterGradientCarefully, convolveCarefully } from './careful';
export { convolve, convolutionFilterSums } from './convolution';
export { crossEntropy } from './cross-entropy';
export { depthwise, depthwiseFilterSums, depthwiseInputGradient } from './depthwise';
export { dropout } from './dropout';
export {
  add,
  divide,
  divideInto,
  eluGradient,
  greater,
  multiply,
  negate,
  prelu,
  relu,
  relu6,
  reluGradient,
  select,
  square,
  squareRoot,
  subtract,
  subtractFrom,
  unitStep,
} from './elementwise';
export {
  elu,
  exponential,
  leakyRelu,
  logarithm,
  reciprocalRoot,
  sigmoid,
  softplus,
  tanh,
} from './functions';
export { copyRows, flipFilter, heapBase, padRows, storeNumber, transposeRows } from './layout';
export { multiplyMatrices } from './matmul';
export { maxPoolReluGradientSums } from './max-pool-2x2';
export { maxPool, maxPoolGradient } from './pool';
export { addShards, sumColumns, sumRows } from './reduce';
export { reluGradientSums } from './relu-gradient';
export { softmax } from './softmax';
export { winogradConvolve, winogradFilterSums, winogradScratchBytes } from './winograd';
export { winogradFilter, winogradFilterGradient } from './winograd-filter';
