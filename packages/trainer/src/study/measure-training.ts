import {
  findLayerRoles,
  listModelQuantities,
  makeClaimContext,
  measureModel,
} from '@layerprint/core';
import { isConvolution, type Layer } from '@layerprint/core/schemas/layer';
import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { StudyClaims } from '@layerprint/core/schemas/study-claims';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { countSteps } from '@layerprint/network/training';
import { computeConstantAccuracy } from '../artifacts/constant-accuracy.ts';
import { gatherSpecimens } from '../artifacts/gather-specimens.ts';
import { measureImages, type MeasureThreads, type Targets } from '../artifacts/measure-images.ts';
import type { Networks } from '../artifacts/open-networks.ts';
import type { TrainedModel } from '../artifacts/open-model.ts';
import type { BatchOutputs } from '../artifacts/run-batch.ts';
import { validationIndices, type Dataset } from '../dataset/open-dataset.ts';
import { hashStudyClaims } from './hash-claims.ts';
import { hashComputing } from './hash-computing.ts';

/** What the trained models of a study are asked, and on what images. */
export interface StudyQuestions extends Omit<Dataset, 'training'> {
  readonly claims: StudyClaims;
}

/**
 * Makes the line that a record has of a trained model. Neither untrained twins nor chance are looked at: a study asks
 * what training gives, again and again.
 */
export async function measureTraining(
  { id, part, pair, plan }: Pick<StudyTrainingPlan, 'id' | 'part' | 'pair' | 'plan'>,
  { run, model: trained }: TrainedModel,
  { manifest, test, pictures, claims }: StudyQuestions,
  threads: MeasureThreads,
): Promise<StudyLine> {
  const { layers, planHash, dataHash, weightsHash, bestEpoch } = run;
  const { model, choice } = plan;
  const models = claims.models.map((name) => ({ id: name, name }));
  const roles = findLayerRoles(layers, claims.roles);
  const context = makeClaimContext(layers, roles, models, manifest);
  const networks: Networks = {
    models: [{ id: model, name: model }],
    layers,
    roles,
    of: () => ({ run, trained }),
    byChance: false,
  };
  const validation = validationIndices(manifest);
  const quantities = listModelQuantities(claims.checks, context);
  const measure = (
    images: Pick<Targets, 'test' | 'indices' | 'labels'>,
    onBatch?: Parameters<typeof measureImages>[4],
  ) => measureImages(networks, { ...images, validation, quantities }, threads, undefined, onBatch);

  const { shown, indices, labels } = gatherSpecimens(manifest.specimens, test, pictures);
  const main = { test: shown, indices: indices.subarray(0, 1), labels: labels.slice(0, 1) };
  const [specimen] = await measure(main);
  const alive = new Set<string>();
  const images = await measure({ test, indices: validation }, ({ trained: outputs }, targets) =>
    noteAlive(alive, outputs.get(model)!, targets.length),
  );
  return {
    id,
    part,
    pair,
    model,
    trainingImages: countTrainingImages(choice.trainingImages),
    seed: choice.seed,
    planHash,
    codeHash: hashComputing({ codeFiles: run.codeFiles!, versions: run.versions }),
    dataHash,
    claimsHash: hashStudyClaims(claims),
    weightsHash,
    epochs: run.epochs.length,
    keptEpoch: bestEpoch,
    steps: countSteps(plan, bestEpoch),
    accuracy: run.epochs[bestEpoch - 1]!.validationAccuracy,
    validationImages: run.validationImages,
    constantAccuracy: computeConstantAccuracy(validation, test.labels, manifest.classNames.length),
    deadLayers: listDead(layers, quantities, alive),
    ...measureModel(claims.checks, context, model, { specimen: specimen!, validation: images }),
  };
}

type Outputs = BatchOutputs['trained'] extends ReadonlyMap<string, infer T> ? T : never;

/** Notes the layers that are not zero on all of the first images of a batch. */
function noteAlive(alive: Set<string>, outputs: Outputs, images: number): void {
  for (const { layer, shape, values } of outputs) {
    if (alive.has(layer)) continue;
    const size = shape.reduce((product, length) => product * length, 1);
    if (values.subarray(0, images * size).some((value) => value !== 0)) alive.add(layer);
  }
}

/** The convolutions among the layers that were looked at which gave nothing but zeros. */
function listDead(
  layers: readonly Layer[],
  quantities: readonly { readonly layer?: string | undefined }[],
  alive: ReadonlySet<string>,
): string[] {
  const looked = layers.filter(({ name }) => quantities.some(({ layer }) => layer === name));
  return looked
    .filter(isConvolution)
    .map(({ name }) => name)
    .filter((name) => !alive.has(name));
}
