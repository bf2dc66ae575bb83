import type { Manifest } from '@layerprint/core/schemas/manifest';
import { LoadedRunSchema } from '@layerprint/core/schemas/run';
import { asTrained } from '../../../artifacts/tests/as-trained.ts';

/** A hash that is seen to be another one. */
export const hash = (digit: string) => digit.repeat(64);

/** Makes a model of a report one whose weights are from a file. */
export function loadModel(
  manifest: Manifest,
  model: string,
  digit: string,
  shard = hash('e'),
): void {
  const { plan, epochs, bestEpoch, ...trained } = asTrained(manifest.runs[model]);
  const { profile, schemaVersion } = plan;
  const { validationLoss, validationAccuracy } = epochs[bestEpoch - 1]!;
  const weights = {
    file: 'model.json',
    files: [{ path: 'a.bin', bytes: 4, sha256: shard }],
    sha256: hash(digit),
  };
  const {
    schemaVersion: version,
    planHash,
    dataHash,
    validationImages,
    backend,
    versions,
    layers,
  } = trained;
  manifest.runs[model] = LoadedRunSchema.parse({
    schemaVersion: version,
    planHash,
    dataHash,
    validationImages,
    backend,
    versions,
    layers,
    plan: { schemaVersion, profile, model, weights, recipe: { dropoutRate: 0.5 } },
    weightsHash: hash(digit),
    validationLoss,
    validationAccuracy,
  });
  const at = manifest.experiment.models.findIndex(({ id }) => id === model);
  manifest.experiment.models[at] = { id: model, weights: { file: 'model.json' } };
  for (const { chain } of manifest.figures) {
    chain.seeds = Object.fromEntries(Object.entries(chain.seeds).filter(([id]) => id !== model));
    if (chain.weightsHashes[model]) chain.weightsHashes[model] = hash(digit);
  }
}
