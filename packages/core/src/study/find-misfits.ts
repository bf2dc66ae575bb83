import { countTrainingImages, type TrainedModel } from '../schemas/experiment.ts';
import { SeedSchema } from '../schemas/scalars.ts';
import type { Study } from '../schemas/study.ts';
import { listStudyTrainings, type StudyTraining } from './list-trainings.ts';

/** Something in a study that its experiment has not, or that would make chance count twice. */
export interface StudyMisfit {
  readonly path: string;
  readonly message: string;
}

/**
 * Says what of a study does not fit its experiment: controls that two models are needed for, nothing to compare, more images than there
 * are, and seeds that are not the study's alone, since what shares a seed shares its chance.
 *
 * @param trainingImages How many the data set has.
 */
export function findStudyMisfits(
  study: Study,
  models: readonly Pick<TrainedModel, 'id' | 'trainingImages' | 'seed'>[],
  trainingImages: number,
): StudyMisfit[] {
  const misfits = [
    ...findControlMisfits(
      study,
      models.map((model) => countTrainingImages(model.trainingImages)),
    ),
    ...findLikenessMisfits(study, models.length),
    ...(study.sizes?.trainingImages ?? []).flatMap((size, i) =>
      size <= trainingImages
        ? []
        : [
            {
              path: `sizes.trainingImages.${i}`,
              message: `Expected at most ${trainingImages}, the training images that there are, found ${size}`,
            },
          ],
    ),
  ];
  return misfits.length > 0 ? misfits : findSeedMisfits(listStudyTrainings(study, models), models);
}

function findControlMisfits(
  { pairs, controls = {} }: Study,
  counts: readonly number[],
): StudyMisfit[] {
  const { sameSteps, sameEpoch } = controls;
  const asked = Object.entries({ sameSteps, sameEpoch }).filter(([, control]) => control);
  const tooMany = asked.flatMap(([name, control]) =>
    findTooManyPairs(`controls.${name}`, control!, pairs),
  );
  if (asked.length > 0 && counts.length !== 2) {
    const message = `Expected an experiment of two models, which a control compares, and it has ${counts.length}`;
    return [{ path: 'controls', message }, ...tooMany];
  }
  if (sameSteps && counts[0] === counts[1]) {
    const message = `Expected models with different numbers of training images, and both have ${counts[0]}`;
    return [{ path: 'controls.sameSteps', message }, ...tooMany];
  }
  return tooMany;
}

function findLikenessMisfits({ pairs, likeness }: Study, models: number): StudyMisfit[] {
  if (likeness === undefined) return [];
  if (models === 1 && likeness.pairs === 1) {
    const message = 'Expected at least 2 pairs, since one model can only be compared with itself';
    return [{ path: 'likeness.pairs', message: `${message} from another seed, found 1` }];
  }
  return findTooManyPairs('likeness', likeness, pairs);
}

function findTooManyPairs(
  path: string,
  asked: { readonly pairs: number },
  { count }: Study['pairs'],
): StudyMisfit[] {
  if (asked.pairs <= count) return [];
  const message = `Expected at most the study's ${count} pairs, found ${asked.pairs}`;
  return [{ path: `${path}.pairs`, message }];
}

function findSeedMisfits(
  trainings: readonly StudyTraining[],
  models: readonly Pick<TrainedModel, 'id' | 'seed'>[],
): StudyMisfit[] {
  const owners = new Map(models.map(({ id, seed }) => [seed, `the experiment's ${id}`]));
  // A control is a training of a pair again, with its seed.
  const drawn = trainings.filter(({ part }) => part === 'pairs' || part === 'sizes');
  for (const { id, part, seed } of drawn) {
    const path = `${part}.firstSeed`;
    const owner = owners.get(seed);
    if (owner !== undefined) {
      return [
        { path, message: `Expected seeds of its own, and ${seed}, of ${id}, is that of ${owner}` },
      ];
    }
    if (!SeedSchema.safeParse(seed).success) {
      return [
        {
          path,
          message: `Expected a seed below 2^32 for every training, and ${id} would have ${seed}`,
        },
      ];
    }
    owners.set(seed, id);
  }
  return [];
}
