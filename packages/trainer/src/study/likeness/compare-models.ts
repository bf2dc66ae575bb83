import { findLayerRoles, measureLikeness } from '@layerprint/core';
import type { LikenessLine } from '@layerprint/core/schemas/study-likeness';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { TrainedRunSchema } from '@layerprint/core/schemas/run';
import { readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { buildModel } from '@layerprint/network/model';
import { startComparison } from '../../artifacts/compare-layers.ts';
import { BATCH_SIZE } from '../../artifacts/measure-images.ts';
import type { TrainedModel } from '../../artifacts/open-model.ts';
import type { Networks } from '../../artifacts/open-networks.ts';
import { runBatch } from '../../artifacts/run-batch.ts';
import { validationIndices, type Dataset } from '../../dataset/open-dataset.ts';
import type { StudyLayout } from '../../layout.ts';
import { loadModel } from '../../model/save-model.ts';

/** Test images, and what is known of them. */
type TestImages = Pick<Dataset, 'manifest' | 'test'>;

/**
 * Measures how alike the convolutions of two trained models of a study are, over all validation images.
 *
 * @param lines Of the record: the models have to be those.
 * @throws {LayerprintError} what `readSealedJson` and `loadModel` throw.
 */
export async function compareModels(
  layout: StudyLayout,
  lines: readonly [StudyLine, StudyLine],
  { manifest, test }: TestImages,
): Promise<LikenessLine> {
  const opened = new Map<string, TrainedModel>();
  try {
    for (const line of lines) opened.set(line.id, await openOfRecord(layout, line, manifest));
    const [first, other] = lines.map(({ id, weightsHash }) => ({ training: id, weightsHash }));
    const { layers } = opened.get(lines[0].id)!.run;
    const networks: Networks = {
      models: lines.map(({ id }) => ({ id, name: id })),
      layers,
      roles: findLayerRoles(layers),
      of: (id) => ({ run: opened.get(id)!.run, trained: opened.get(id)!.model }),
      byChance: false,
    };
    const comparison = startComparison(networks);
    const shown = { trained: comparison.layers, untrained: [] };
    const validation = validationIndices(manifest);
    for (let start = 0; start < validation.length; start += BATCH_SIZE) {
      const images = [...validation.subarray(start, start + BATCH_SIZE)];
      await comparison.add(await runBatch(networks, test, images, shown, []), images.length);
    }
    return {
      first: first!,
      other: other!,
      dataHash: manifest.dataHash,
      validationImages: validation.length,
      layers: comparison.layers.map((layer) => ({
        layer,
        ...measureLikeness(comparison.of(layer, lines[1].id).trained),
      })),
    };
  } finally {
    for (const { model } of opened.values()) model.dispose();
  }
}

/** Whether a training's folder holds the weights that the record has of it. */
export async function isOfRecord(
  layout: StudyLayout,
  { id, weightsHash }: StudyLine,
): Promise<boolean> {
  try {
    const run = await readSealedJson(TrainedRunSchema, layout.model(id), 'run.json');
    return run.weightsHash === weightsHash;
  } catch {
    return false;
  }
}

/** Opens the model that the record has a line of: whatever its run says of code, these are its weights. */
async function openOfRecord(
  layout: StudyLayout,
  { id, weightsHash }: StudyLine,
  manifest: Dataset['manifest'],
): Promise<TrainedModel> {
  const folder = layout.model(id);
  const run = await readSealedJson(TrainedRunSchema, folder, 'run.json');
  const model = buildModel(run.plan, manifest);
  try {
    await loadModel(folder, model, weightsHash);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { run, model };
}
