import type { Condition } from '../schemas/claim.ts';
import type { Run } from '../schemas/run.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import { findBestEpoch } from '../figures/training-curves.ts';
import { countNoun, formatCount, formatShare, joinWords } from '../figures/wording.ts';

/** How far a share of images has to be from another to be told from it, in its standard errors. */
export const STANDARD_ERRORS = 2;

/** What has to be known of a model before its numbers can be read. */
export interface ModelState extends NamedModel {
  readonly run: Pick<Run, 'bestEpoch' | 'epochs' | 'plan' | 'validationImages'>;
  /** Share of the validation images that are of the most frequent class: the best constant answer. */
  readonly constantAccuracy: number;
  /** Layers whose maps are zero on every validation image. */
  readonly deadLayers: readonly string[];
}

/** Whether a model's accuracy is not above the best constant answer's by more than two standard errors. */
export function isAtChance({ run, constantAccuracy }: ModelState): boolean {
  const { validationImages } = run;
  return isGuessing({ accuracy: readAccuracy(run), constantAccuracy, validationImages });
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

/** Says of each model what whoever reads its numbers has to know: that it collapsed, or was cut off. */
export function listConditions(models: readonly ModelState[]): Condition[] {
  return models.flatMap((state) => {
    const { id: model, name, run, deadLayers, constantAccuracy } = state;
    const { bestEpoch, epochs, plan, validationImages } = run;
    const conditions: [boolean, Condition['kind'], string][] = [
      [
        isAtChance(state),
        'at-chance',
        `The ${name} is no better than guessing: it has ${formatShare(readAccuracy(run))} of ${countNoun(validationImages, 'validation image')} right, and one answer for all of them would have ${formatShare(constantAccuracy)}.`,
      ],
      [
        deadLayers.length > 0,
        'dead-layer',
        `In the ${name}, ${joinWords(deadLayers)} ${deadLayers.length === 1 ? 'is' : 'are'} dead: zero on all ${countNoun(validationImages, 'validation image')}.`,
      ],
      [
        bestEpoch === 1 && epochs.length > 1,
        'first-epoch',
        `The kept weights of the ${name} are those of its first epoch: none of the ${formatCount(epochs.length)} was better.`,
      ],
      [
        bestEpoch === plan.recipe.maxEpochs,
        'last-epoch',
        `The kept weights of the ${name} are those of its last epoch: it was allowed no more than ${countNoun(plan.recipe.maxEpochs, 'epoch')}, and may not have been done.`,
      ],
    ];
    return conditions.flatMap(([applies, kind, sentence]) =>
      applies ? [{ model, kind, sentence }] : [],
    );
  });
}

function readAccuracy(run: ModelState['run']): number {
  return findBestEpoch({ model: run.plan.model, ...run }).validationAccuracy;
}
