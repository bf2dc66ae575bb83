import { countNoun } from '@layerprint/core';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { isTrainedRun } from '@layerprint/core/schemas/run';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import type { Replaced } from '../schemas/diff.ts';
import type { FieldChange } from './field-changes.ts';
import { joinPath } from './field-paths.ts';
import { compareModels, listUnmatched } from './match-models.ts';
import type { Roles } from './match-models.ts';
import { sayValues } from './say-field-change.ts';
import { joinSome } from './wording.ts';

/** Fields that one sentence tells; the rest are counted. */
const MOST = 4;

/** Models that are not the same on both sides. */
interface OtherModels {
  /** Of another seed, trained on other images, by another recipe or with other layers. */
  readonly replaced: readonly Replaced[];
  /** On one side only: nothing stands in their place. */
  readonly unmatched: readonly Replaced[];
}

/**
 * Finds the models that are others, and those that only one side has.
 *
 * @param base With its models called as the comparison calls them.
 */
export function findOtherModels(base: Manifest, head: Manifest, roles: Roles): OtherModels {
  const unmatched = listUnmatched(head, roles);
  return {
    replaced: [...roles.partners.keys()].flatMap((model) => sayReplaced(model, base, head, roles)),
    unmatched: [
      ...unmatched.base.map((model) => sayUnmatched(model, base, 'base')),
      ...unmatched.head.map((model) => sayUnmatched(model, head, 'head')),
    ],
  };
}

function sayReplaced(
  model: ModelId,
  base: Manifest,
  head: Manifest,
  { partners, names }: Roles,
): Replaced[] {
  const changes = compareModels(base, model, head, model);
  if (changes.length === 0) return [];
  const twin = [...names].find(([, name]) => compareModels(base, name, head, model).length === 0);
  const was = partners.get(model)!;
  const who =
    twin !== undefined
      ? `, which was the ${twin[0]} in the base`
      : was === model
        ? ''
        : `, in the place of what was the ${was} in the base`;
  const sentence = `The ${model} is another model${who}: ${sayChanges(changes)}.`;
  return [{ kind: 'model', name: model, sentence }];
}

function sayUnmatched(model: ModelId, { runs }: Manifest, only: 'base' | 'head'): Replaced {
  const run = runs[model]!;
  const what = isTrainedRun(run)
    ? `seed ${run.plan.choice.seed}, ${countNoun(run.trainingImages, 'training image')}`
    : `weights from ${run.plan.weights.file}`;
  const sentence = `Only the ${only} has the model ${model}: ${what}.`;
  return { kind: 'model', name: model, only, sentence };
}

/** A model that is loaded is its weights: they are others, or they were trained on the other side. */
function sayOtherWeights({ base, head }: FieldChange): string {
  if (base !== undefined && head !== undefined) return 'other weights from a file';
  return base === undefined ? 'trained → weights from a file' : 'weights from a file → trained';
}

function sayChanges(changes: readonly FieldChange[]): string {
  const weights = changes.find(({ path }) => path[0] === 'weights');
  // All else that differs is what one side's training has.
  if (weights) return sayOtherWeights(weights);
  const parts = changes.flatMap((change) => {
    const [field] = change.path;
    if (field === 'trainingData') return ['other training data'];
    if (field === 'layers') return ['other layers'];
    return [`${joinPath(change.path)} ${sayValues(change)}`];
  });
  return joinSome([...new Set(parts)], MOST);
}
