import { countTrainingImages, type TrainedModel } from '../schemas/experiment.ts';
import type { Study } from '../schemas/study.ts';
import type { StudyLine } from '../schemas/study-record.ts';

/** One training of a study. */
export interface StudyTraining extends Pick<
  StudyLine,
  'id' | 'part' | 'pair' | 'model' | 'trainingImages' | 'seed'
> {
  /** Epochs that are trained, exactly; absent where the recipe says when it ends. */
  readonly epochs?: number;
  /** The training of which the kept weights' gradient steps are the steps of this one. */
  readonly sameStepsAs?: string;
}

/** A model of an experiment, as far as a study looks at it. */
type StudiedModel = Pick<TrainedModel, 'id' | 'trainingImages' | 'seed'>;

/**
 * Lists the trainings of a study, in the order of its record: pairs, sizes, controls.
 *
 * @param models The experiment's, in its order; the study was found to fit them.
 */
export function listStudyTrainings(
  { pairs, sizes, controls = {} }: Study,
  models: readonly StudiedModel[],
): StudyTraining[] {
  const inPair = (number: number): StudyTraining[] =>
    models.map(({ id: model, trainingImages }, i) =>
      named({
        part: 'pairs',
        pair: number,
        model,
        trainingImages: countTrainingImages(trainingImages),
        seed: pairs.firstSeed + (number - 1) * models.length + i,
      }),
    );
  const ofSizes = sizes?.trainingImages.flatMap((trainingImages, i) =>
    countFromOne(sizes.seeds).map((number) =>
      named({
        part: 'sizes',
        pair: number,
        model: models[0]!.id,
        trainingImages,
        seed: sizes.firstSeed + i * sizes.seeds + number - 1,
      }),
    ),
  );
  const { sameSteps, sameEpoch } = controls;
  const ofSameSteps = countFromOne(sameSteps?.pairs).map((number) => {
    const [more, other] = inPair(number).sort((a, b) => b.trainingImages - a.trainingImages);
    return named({ ...more!, part: 'same-steps', sameStepsAs: other!.id });
  });
  const ofSameEpoch = countFromOne(sameEpoch?.pairs).flatMap((number) =>
    inPair(number).map((training) =>
      named({ ...training, part: 'same-epoch', epochs: sameEpoch!.epoch }),
    ),
  );
  return [
    ...countFromOne(pairs.count).flatMap(inPair),
    ...(ofSizes ?? []),
    ...ofSameSteps,
    ...ofSameEpoch,
  ];
}

/** What a training is called, by what it is for: `pair-01-benchmark`, `size-1000-01`. */
export function nameTraining({
  part,
  pair,
  model,
  trainingImages,
}: Pick<StudyLine, 'part' | 'pair' | 'model' | 'trainingImages'>): string {
  if (part === 'sizes') return `size-${trainingImages}-${pad(pair)}`;
  return `${part === 'pairs' ? 'pair' : part}-${pad(pair)}-${model}`;
}

function named(training: Omit<StudyTraining, 'id'>): StudyTraining {
  return { ...training, id: nameTraining(training) };
}

function countFromOne(count = 0): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** Two digits, and more where there are more: a study that grows gives no training another name. */
function pad(number: number): string {
  return String(number).padStart(2, '0');
}
