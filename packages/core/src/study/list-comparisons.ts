import type { Study } from '../schemas/study.ts';
import type { LikenessLine } from '../schemas/study-likeness.ts';
import type { StudyLine } from '../schemas/study-record.ts';
import type { TrainedModel } from '../schemas/experiment.ts';
import { listStudyTrainings, type StudyTraining } from './list-trainings.ts';

/** Two trainings of a study whose filters are compared. Where both are of the same model, as much as can be expected. */
export interface StudyComparison {
  readonly first: StudyTraining;
  readonly other: StudyTraining;
}

/**
 * Lists which models of a study are compared: in each of the first pairs the first model with every other, then the first models of
 * every two pairs. None is in two comparisons of a kind, so that these are independent.
 */
export function listComparisons(
  study: Study,
  models: readonly Pick<TrainedModel, 'id' | 'trainingImages' | 'seed'>[],
): StudyComparison[] {
  const wanted = study.likeness?.pairs ?? 0;
  const inPairs = listStudyTrainings(study, models).filter(
    ({ part, pair }) => part === 'pairs' && pair <= wanted,
  );
  const firsts = inPairs.filter(({ model }) => model === models[0]!.id);
  return [
    ...firsts.flatMap((first) =>
      inPairs
        .filter(({ pair, model }) => pair === first.pair && model !== first.model)
        .map((other) => ({ first, other })),
    ),
    ...firsts.flatMap((other, i) => (i % 2 === 1 ? [{ first: firsts[i - 1]!, other }] : [])),
  ];
}

/** Whether it was measured of two models as the record has them: of the same trainings, weights and data. */
export function isLikenessOf(
  { first, other, dataHash }: LikenessLine,
  lines: readonly [StudyLine, StudyLine],
): boolean {
  return [first, other].every(({ training, weightsHash }, i) => {
    const line = lines[i]!;
    return line.id === training && line.weightsHash === weightsHash && line.dataHash === dataHash;
  });
}
