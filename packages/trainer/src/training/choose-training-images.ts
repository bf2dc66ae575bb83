import { LayerprintError } from '@layerprint/core/errors';
import { countPixelValues, gatherImages, type ImageSet } from '@layerprint/core/images';
import { createRandom } from '@layerprint/core/random';
import {
  countTrainingImages,
  shareOfClass,
  type TrainingImages,
} from '@layerprint/core/schemas/experiment';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';

/**
 * Chooses the images that a model is trained on, in file order. A seeded sample depends on the model's seed,
 * through a stream of its own, and on the images; not on how the model is trained.
 *
 * @param images All training images of the data set.
 * @param classNames By label.
 * @throws {LayerprintError} `too-few-images`, when the data set has less images, or less of a class, than
 *   are asked for.
 */
export function chooseTrainingImages(
  images: ImageSet,
  classNames: readonly string[],
  plan: Pick<TrainingPlan, 'choice' | 'model' | 'profile'>,
): ImageSet {
  const { trainingImages, seed } = plan.choice;
  const count = countTrainingImages(trainingImages);
  if (count > images.count) {
    throw tooFew(plan, `on ${count} of ${images.count}`);
  }
  if (typeof trainingImages === 'number') return takeFirst(images, count);
  const order = orderImages(images.count, trainingImages, seed);
  const quotas = classNames.map((_, label) =>
    trainingImages.balanced ? shareOfClass(count, classNames.length, label) : count,
  );
  const left = [...quotas];
  const chosen = order.filter((index) => left[images.labels[index]!]!-- > 0).subarray(0, count);
  if (chosen.length < count) {
    const label = left.findIndex((missing) => missing > 0);
    const found = quotas[label]! - left[label]!;
    throw tooFew(plan, `on ${quotas[label]} of ${classNames[label]}, of which there are ${found}`);
  }
  chosen.sort();
  return {
    shape: images.shape,
    count,
    pixels: gatherImages(images, chosen),
    labels: Uint8Array.from(chosen, (index) => images.labels[index]!),
  };
}

/** In which order images are looked at, until there are enough. */
function orderImages(
  count: number,
  { sample }: Exclude<TrainingImages, number>,
  seed: number,
): Uint32Array {
  if (sample === 'seeded') return createRandom(seed, 'training images').permutation(count);
  return Uint32Array.from({ length: count }, (_, index) => index);
}

function takeFirst({ shape, pixels, labels }: ImageSet, count: number): ImageSet {
  const size = countPixelValues(shape);
  return {
    shape,
    count,
    pixels: pixels.subarray(0, count * size),
    labels: labels.subarray(0, count),
  };
}

function tooFew(
  { model, profile }: Pick<TrainingPlan, 'model' | 'profile'>,
  asked: string,
): LayerprintError {
  return new LayerprintError(
    'too-few-images',
    `${model} is to be trained on more images than the data set has: ${asked}.`,
    `Choose fewer in trainingImages of ${model} in the experiment of the profile ${profile}, or run its plan and dataset tasks again.`,
  );
}
