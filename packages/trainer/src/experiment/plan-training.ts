import {
  RecipeSchema,
  type Experiment,
  type Recipe,
  type TrainedModel,
  type TrainingImages,
} from '@layerprint/core/schemas/experiment';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';

/**
 * What the training of a model follows from, and nothing else: two experiments that would train it alike give
 * one plan.
 */
export function planTraining(
  profile: string,
  { architecture, recipe }: Pick<Experiment, 'architecture' | 'recipe'>,
  { id, trainingImages, seed, recipe: changes }: TrainedModel,
): TrainingPlan {
  return {
    schemaVersion: 1,
    profile,
    model: id,
    choice: { trainingImages: simplify(trainingImages), seed },
    ...(architecture && { architecture }),
    // The schema of an experiment sees to it that there is one where a model is trained.
    recipe: mergeRecipes(recipe!, changes),
  };
}

/** The first images of a data set are said in one way. */
function simplify(images: TrainingImages): TrainingImages {
  const isFirst = typeof images === 'object' && images.sample === 'first' && !images.balanced;
  return isFirst ? images.count : images;
}

function mergeRecipes(recipe: Recipe, changes: TrainedModel['recipe'] = {}): Recipe {
  const { optimizer, ...rest } = changes;
  return RecipeSchema.parse({
    ...recipe,
    ...rest,
    optimizer: { ...recipe.optimizer, ...optimizer },
  });
}
