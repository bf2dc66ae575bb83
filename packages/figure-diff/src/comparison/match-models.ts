import { isTestFile } from '@layerprint/core/schemas/dataset';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { isTrainedRun } from '@layerprint/core/schemas/run';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import { listFieldChanges } from './field-changes.ts';
import type { FieldChange } from './field-changes.ts';

/** Which models of two reports are compared with each other, and what the comparison calls each. */
export interface Roles {
  /** By a model of the head: the model of the base that it is compared with. Each is taken once. */
  readonly partners: ReadonlyMap<ModelId, ModelId>;
  /**
   * By a model of the base: as its partner is called in the head, or, without a partner, as it is called itself,
   * unless the head calls another so.
   */
  readonly names: ReadonlyMap<ModelId, ModelId>;
}

/**
 * Matches the models of two reports by what they are: one keeps its id where it is the same model in both,
 * or else is found under another. One that is nowhere on the other side stands against what is called as it is
 * there, or, where that is taken, against what is left of the ids that both reports have. Any other has no partner.
 */
export function matchModels(base: Manifest, head: Manifest): Roles {
  const [ofBase, ofHead] = [base, head].map(listIds);
  const found = new Map<ModelId, ModelId>();
  const match = (isMatch: (role: ModelId, was: ModelId) => boolean): void => {
    for (const role of ofHead!) {
      const free = ofBase!.filter((was) => ![...found.values()].includes(was));
      const was = found.has(role) ? undefined : free.find((one) => isMatch(role, one));
      if (was !== undefined) found.set(role, was);
    }
  };
  const isSame = (role: ModelId, was: ModelId) => compareModels(base, was, head, role).length === 0;
  match((role, was) => role === was && isSame(role, was));
  match(isSame);
  match((role, was) => role === was);
  match((role, was) => ofBase!.includes(role) && ofHead!.includes(was));
  const inOrder = ofHead!.filter((role) => found.has(role));
  const partners = new Map(inOrder.map((role) => [role, found.get(role)!]));
  return { partners, names: nameModels(ofBase!, ofHead!, partners) };
}

function listIds({ experiment }: Manifest): ModelId[] {
  return experiment.models.map(({ id }) => id);
}

function nameModels(
  ofBase: readonly ModelId[],
  ofHead: readonly ModelId[],
  partners: Roles['partners'],
): Roles['names'] {
  const inHead = new Map([...partners].map(([role, was]) => [was, role]));
  const taken = new Set([...ofHead, ...ofBase]);
  return new Map(
    ofBase.map((id) => {
      const name = inHead.get(id) ?? (ofHead.includes(id) ? findFreeName(id, taken) : id);
      taken.add(name);
      return [id, name];
    }),
  );
}

/** So much of an id, of which there are 40 characters at most, that what is added to it has its place. */
const STEM = 30;

function findFreeName(id: ModelId, taken: ReadonlySet<string>): ModelId {
  const stem = `${id.slice(0, STEM)}_of_base`;
  let name = stem;
  for (let count = 2; taken.has(name); count++) name = `${stem}${count}`;
  return name;
}

/** The models of the head that are compared with what is called otherwise in the base. */
export function listRecast({ partners }: Roles): ModelId[] {
  return [...partners].flatMap(([role, was]) => (role === was ? [] : [role]));
}

/** Models that only one side has, as the comparison calls them, in the order of their report. */
export function listUnmatched(head: Manifest, { partners, names }: Roles) {
  const matched = new Set(partners.values());
  return {
    base: [...names].flatMap(([was, name]) => (matched.has(was) ? [] : [name])),
    head: listIds(head).filter((id) => !partners.has(id)),
  };
}

/**
 * Says what tells one model from another; nothing where both are one. One of the same plan that other code
 * or another engine trained is the same model with other numbers; and one with the same weights is the
 * same, whatever was planned.
 */
export function compareModels(
  base: Manifest,
  was: ModelId,
  head: Manifest,
  role: ModelId,
): FieldChange[] {
  const isSame = base.runs[was]!.weightsHash === head.runs[role]!.weightsHash;
  return isSame ? [] : listFieldChanges(identify(base, was), identify(head, role));
}

/** What a model is: what it was trained on, from which beginning, how, and of which layers; or its weights. */
function identify({ dataset, runs }: Manifest, model: ModelId) {
  const run = runs[model]!;
  if (!isTrainedRun(run)) return { weights: run.weightsHash, layers: run.layers };
  const { plan, trainingImages, layers } = run;
  const { seed, trainingImages: chosen } = plan.choice;
  const isSample = typeof chosen !== 'number' && (chosen.sample !== 'first' || chosen.balanced);
  return {
    seed,
    trainingImages,
    ...(isSample && { sample: chosen.sample, balanced: chosen.balanced }),
    trainingData: dataset.files.filter((file) => !isTestFile(file)).map(({ sha256 }) => sha256),
    recipe: plan.recipe,
    layers,
  };
}
