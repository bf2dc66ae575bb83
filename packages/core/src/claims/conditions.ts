import type { Condition } from '../schemas/claim.ts';
import { findScore, isTrainedRun, type LoadedRun, type TrainedRun } from '../schemas/run.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import { countNoun, formatCount, formatShare, joinWords } from '../figures/wording.ts';

/** How far a share of images has to be from another to be told from it, in its standard errors. */
export const STANDARD_ERRORS = 2;

/** What has to be known of a model before its numbers can be read. */
export interface ModelState extends NamedModel {
  readonly run:
    | Pick<TrainedRun, 'bestEpoch' | 'epochs' | 'plan' | 'validationImages'>
    | Pick<LoadedRun, 'validationLoss' | 'validationAccuracy' | 'validationImages'>;
  /** Share of the validation images that are of the most frequent class: the best constant answer. */
  readonly constantAccuracy: number;
  /** Layers whose maps are zero on every validation image. */
  readonly deadLayers: readonly string[];
}

/** Whether a model's accuracy is not above the best constant answer's by more than two standard errors. */
export function isAtChance({ run, constantAccuracy }: ModelState): boolean {
  const { validationImages } = run;
  const { validationAccuracy: accuracy } = findScore(run);
  return isGuessing({ accuracy, constantAccuracy, validationImages });
}

/** The same of a model of which no more is known. */
export function isGuessing({
  accuracy,
  constantAccuracy,
  validationImages,
}: Readonly<Record<'accuracy' | 'constantAccuracy' | 'validationImages', number>>): boolean {
  const variance = (constantAccuracy * (1 - constantAccuracy)) / validationImages;
  return accuracy <= constantAccuracy + STANDARD_ERRORS * Math.sqrt(variance);
}

/** Says of each model what whoever reads its numbers has to know: that it collapsed, or was cut off in its training. */
export function listConditions(models: readonly ModelState[]): Condition[] {
  return models.flatMap((state) => {
    const { id: model, name, run, deadLayers, constantAccuracy } = state;
    const { validationImages } = run;
    const conditions: PossibleCondition[] = [
      [
        isAtChance(state),
        'at-chance',
        `The ${name} is no better than guessing: it has ${formatShare(findScore(run).validationAccuracy)} of ${countNoun(validationImages, 'validation image')} right, and one answer for all of them would have ${formatShare(constantAccuracy)}.`,
      ],
      [
        deadLayers.length > 0,
        'dead-layer',
        `In the ${name}, ${joinWords(deadLayers)} ${deadLayers.length === 1 ? 'is' : 'are'} dead: zero on all ${countNoun(validationImages, 'validation image')}.`,
      ],
      ...(isTrainedRun(run) ? listEndings(name, run) : []),
    ];
    return conditions.flatMap(([applies, kind, sentence]) =>
      applies ? [{ model, kind, sentence }] : [],
    );
  });
}

/** Whether it applies, and what it says. */
type PossibleCondition = [boolean, Condition['kind'], string];

/** What can be known of how a training ended. */
function listEndings(
  name: string,
  { bestEpoch, epochs, plan }: Extract<ModelState['run'], { epochs: unknown }>,
): PossibleCondition[] {
  const { maxEpochs } = plan.recipe;
  return [
    [
      bestEpoch === 1 && epochs.length > 1,
      'first-epoch',
      `The kept weights of the ${name} are those of its first epoch: none of the ${formatCount(epochs.length)} was better.`,
    ],
    [
      bestEpoch === maxEpochs,
      'last-epoch',
      `The kept weights of the ${name} are those of its last epoch: it was allowed no more than ${countNoun(maxEpochs, 'epoch')}, and may not have been done.`,
    ],
  ];
}
