import { album } from './experiments/album.ts';
import { allConvolutional } from './experiments/all-convolutional.ts';
import { batchNormalised } from './experiments/batch-normalised.ts';
import { cifar100 } from './experiments/cifar-100.ts';
import { depthwiseSeparable } from './experiments/depthwise-separable.ts';
import { eightModels } from './experiments/eight-models.ts';
import { fourModels } from './experiments/four-models.ts';
import { givenWeights } from './experiments/given-weights.ts';
import { hundredClasses } from './experiments/hundred-classes.ts';
import { icons } from './experiments/icons.ts';
import { lenet5 } from './experiments/lenet-5.ts';
import { oddFilters } from './experiments/odd-filters.ts';
import { oneConvolution } from './experiments/one-convolution.ts';
import { oneModel } from './experiments/one-model.ts';
import { residual } from './experiments/residual.ts';
import { unequalClasses } from './experiments/unequal-classes.ts';
import { widePictures } from './experiments/wide-pictures.ts';
import type { ForeignExperiment } from './foreign-experiment.ts';

/** Experiments that have nothing of ours, each with something that an article of ours does not have. */
export const FOREIGN: readonly ForeignExperiment[] = [
  lenet5,
  allConvolutional,
  batchNormalised,
  depthwiseSeparable,
  oddFilters,
  oneConvolution,
  residual,
  givenWeights,
  oneModel,
  fourModels,
  hundredClasses,
  unequalClasses,
  widePictures,
  album,
  cifar100,
  eightModels,
  icons,
];
