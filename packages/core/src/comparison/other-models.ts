import type { Replaced } from '../schemas/diff.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { MODEL_NAMES } from '../schemas/scalars.ts';
import type { ModelName } from '../schemas/scalars.ts';
import { listFieldChanges } from './field-changes.ts';
import type { FieldChange } from './field-changes.ts';
import { joinPath } from './field-paths.ts';
import { sayValues } from './say-field-change.ts';
import { joinSome } from './wording.ts';

/** Fields that one sentence tells; the rest are counted. */
const MOST = 4;

/**
 * Finds the models that are others: of another seed, trained on other images, by another recipe or with
 * other layers. One of the same plan that other code or another engine trained is the same model with
 * other numbers; and one with the same weights is the same, whatever was planned.
 */
export function findOtherModels(base: Manifest, head: Manifest): Replaced[] {
  return MODEL_NAMES.flatMap((model) => {
    const changes = compareModels(base, model, head, model);
    if (changes.length === 0) return [];
    const was = MODEL_NAMES.find((one) => compareModels(base, one, head, model).length === 0);
    const who = was === undefined ? '' : `, which was the ${was} in the base`;
    return [
      {
        kind: 'model',
        name: model,
        sentence: `The ${model} is another model${who}: ${sayChanges(changes)}.`,
      },
    ];
  });
}

/** What tells one model from another; nothing where both are one. */
function compareModels(
  base: Manifest,
  baseName: ModelName,
  head: Manifest,
  headName: ModelName,
): FieldChange[] {
  const isSame = base.runs[baseName].weightsHash === head.runs[headName].weightsHash;
  return isSame ? [] : listFieldChanges(identify(base, baseName), identify(head, headName));
}

/** What a model is: what it was trained on, from which beginning, how, and of which layers. */
function identify({ dataset, runs }: Manifest, model: ModelName) {
  const { plan, trainingImages, layers } = runs[model];
  return {
    seed: plan.choice.seed,
    trainingImages,
    // The last file is the test set.
    trainingData: dataset.files.slice(0, -1).map(({ sha256 }) => sha256),
    recipe: plan.recipe,
    layers,
  };
}

function sayChanges(changes: readonly FieldChange[]): string {
  const parts = changes.flatMap((change) => {
    const [field] = change.path;
    if (field === 'trainingData') return ['other training data'];
    if (field === 'layers') return ['other layers'];
    return [`${joinPath(change.path)} ${sayValues(change)}`];
  });
  return joinSome([...new Set(parts)], MOST);
}
