import { hashSha256 } from '@layerprint/artifacts/files';
import type { Experiment, LoadedModel } from '@layerprint/core/schemas/experiment';
import type { LoadingPlan } from '@layerprint/core/schemas/plan';
import type { PlannedWeights } from './weights/read-weights.ts';

/** What the loading of a model follows from, and nothing else. */
export function planLoading(
  profile: string,
  experiment: Pick<Experiment, 'architecture' | 'recipe'>,
  { id, weights: { file } }: LoadedModel,
  { files, parameters }: PlannedWeights,
): LoadingPlan {
  const { architecture } = experiment;
  return {
    schemaVersion: 1,
    profile,
    model: id,
    weights: { file, files: [...files], sha256: hashSha256(viewBytes(parameters)) },
    ...(architecture && { architecture }),
    recipe: readNetworkRecipe(experiment),
  };
}

/** What of the recipe a network follows; nothing is dropped where nothing is trained. */
export function readNetworkRecipe({ recipe }: Pick<Experiment, 'recipe'>): LoadingPlan['recipe'] {
  return { dropoutRate: recipe?.dropoutRate ?? 0 };
}

/** The bytes of numbers; the same memory. */
export function viewBytes({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
