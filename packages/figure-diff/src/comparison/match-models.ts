import type { Manifest } from '@layerprint/core/schemas/manifest';
import { MODEL_NAMES } from './model-names.ts';
import type { ModelName } from './model-names.ts';
import { listFieldChanges } from './field-changes.ts';
import type { FieldChange } from './field-changes.ts';

/** By a model's role in the head: the role in the base of what it is compared with. Each is taken once. */
export type Roles = Readonly<Record<ModelName, ModelName>>;

/**
 * Matches the models of two reports by what they are: one keeps its role where it is the same model in both,
 * or else is found under another. Those that only one side has stand against what is left, in their own
 * role where that is free.
 */
export function matchModels(base: Manifest, head: Manifest): Roles {
  const found = new Map<ModelName, ModelName>();
  const match = (isMatch: (role: ModelName, was: ModelName) => boolean): void => {
    for (const role of MODEL_NAMES) {
      const free = MODEL_NAMES.filter((was) => ![...found.values()].includes(was));
      const was = found.has(role) ? undefined : free.find((one) => isMatch(role, one));
      if (was !== undefined) found.set(role, was);
    }
  };
  const isSame = (role: ModelName, was: ModelName) =>
    compareModels(base, was, head, role).length === 0;
  match((role, was) => role === was && isSame(role, was));
  match(isSame);
  match((role, was) => role === was);
  match(() => true);
  return Object.fromEntries(MODEL_NAMES.map((role) => [role, found.get(role)!])) as Roles;
}

/** The models of the head that are compared with what had another role in the base. */
export function listRecast(roles: Roles): ModelName[] {
  return MODEL_NAMES.filter((role) => roles[role] !== role);
}

/**
 * Says what tells one model from another; nothing where both are one. One of the same plan that other code
 * or another engine trained is the same model with other numbers; and one with the same weights is the
 * same, whatever was planned.
 */
export function compareModels(
  base: Manifest,
  baseRole: ModelName,
  head: Manifest,
  headRole: ModelName,
): FieldChange[] {
  const isSame = base.runs[baseRole]!.weightsHash === head.runs[headRole]!.weightsHash;
  return isSame ? [] : listFieldChanges(identify(base, baseRole), identify(head, headRole));
}

/** What a model is: what it was trained on, from which beginning, how, and of which layers. */
function identify({ dataset, runs }: Manifest, model: ModelName) {
  const { plan, trainingImages, layers } = runs[model]!;
  return {
    seed: plan.choice.seed,
    trainingImages,
    // The last file is the test set.
    trainingData: dataset.files.slice(0, -1).map(({ sha256 }) => sha256),
    recipe: plan.recipe,
    layers,
  };
}
