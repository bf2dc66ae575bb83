import type { Replaced } from '../schemas/diff.ts';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { MODEL_NAMES } from './model-names.ts';
import type { FieldChange } from './field-changes.ts';
import { joinPath } from './field-paths.ts';
import { compareModels } from './match-models.ts';
import type { Roles } from './match-models.ts';
import { sayValues } from './say-field-change.ts';
import { joinSome } from './wording.ts';

/** Fields that one sentence tells; the rest are counted. */
const MOST = 4;

/**
 * Finds the models that are others: of another seed, trained on other images, by another recipe or with
 * other layers.
 *
 * @param base With its models under the roles that they have in the head.
 * @param roles Which roles they had.
 */
export function findOtherModels(base: Manifest, head: Manifest, roles: Roles): Replaced[] {
  return MODEL_NAMES.flatMap((model) => {
    const changes = compareModels(base, model, head, model);
    if (changes.length === 0) return [];
    const was = MODEL_NAMES.find((one) => compareModels(base, one, head, model).length === 0);
    const who =
      was !== undefined
        ? `, which was the ${roles[was]} in the base`
        : roles[model] !== model
          ? `, in the place of what was the ${roles[model]} in the base`
          : '';
    return [
      {
        kind: 'model',
        name: model,
        sentence: `The ${model} is another model${who}: ${sayChanges(changes)}.`,
      },
    ];
  });
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
