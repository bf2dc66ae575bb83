import {
  listMatchedLayers,
  NO_CKA_SUMS,
  startHalves,
  type ComparedLayer,
  type LayerSums,
} from '@layerprint/core';
import { createRandom } from '@layerprint/core/random';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import type { Networks } from './open-networks.ts';
import { findOutput, pickFirst, type BatchOutputs, type OutputsByModel } from './run-batch.ts';
import { sumMaps, type SummedMaps } from './sum-maps.ts';
import { addPair, pairImages, shuffleImages } from './sum-pairs.ts';

/** How alike the layers of the models are whose filters are matched, added up batch by batch. */
export interface LayerComparison {
  /** The layers that it is to be shown, of the trained and of the untrained models. */
  readonly layers: readonly string[];
  /** Adds the first images of a batch, which follow those of the batch before. */
  readonly add: (outputs: BatchOutputs, images: number) => Promise<void>;
  /** What was added up of a layer in the first model and in another. */
  readonly of: (layer: string, other: ModelId) => ComparedLayer;
}

/** Compares the first model with each of the others, layer by layer; with one model there is nothing to compare. */
export function startComparison({ models, layers, roles, of }: Networks): LayerComparison {
  const [first, ...others] = models.map(({ id }) => id);
  const matched = others.length === 0 ? [] : listMatchedLayers(layers, roles);
  const { plan } = of(first!).run;
  // A model that is loaded has no seed.
  const random = createRandom('choice' in plan ? plan.choice.seed : 0, 'shuffled-images');
  const compared = new Map(
    matched.map(({ name, outputShape }) => [
      name,
      new Map(others.map((other) => [other, startLayer(outputShape.at(-1)!)])),
    ]),
  );
  let seen = 0;
  return {
    layers: matched.map(({ name }) => name),
    async add({ trained, untrained }, images) {
      const same = pairImages(images, seen);
      const shuffled = shuffleImages(same, random);
      seen += images;
      for (const [layer, ofLayer] of compared) {
        await withMaps([trained, untrained], layer, images, async ([maps, twins]) => {
          for (const [other, before] of ofLayer) {
            const pair = [maps!.get(first!)!, maps!.get(other)!] as const;
            const [twin, otherTwin] = [twins!.get(first!), twins!.get(other)];
            ofLayer.set(other, {
              trained: await addPair(before.trained, pair, same),
              shuffled: await addPair(before.shuffled, pair, shuffled),
              untrained:
                twin && otherTwin
                  ? await addPair(before.untrained!, [twin, otherTwin], same)
                  : null,
            });
          }
        });
      }
    },
    of: (layer, other) => compared.get(layer)!.get(other)!,
  };
}

function startLayer(filters: number): ComparedLayer {
  const none: LayerSums = { filters: startHalves(filters, filters), cka: NO_CKA_SUMS };
  return { trained: none, shuffled: none, untrained: none };
}

/** Sums up a layer of all models, for each state that they are in, for as long as `use` takes. */
async function withMaps(
  states: readonly OutputsByModel[],
  layer: string,
  images: number,
  use: (states: readonly ReadonlyMap<ModelId, SummedMaps>[]) => Promise<void>,
): Promise<void> {
  const summed = states.map(() => new Map<ModelId, SummedMaps>());
  try {
    for (const [state, outputs] of states.entries()) {
      for (const [model, ofModel] of outputs) {
        summed[state]!.set(model, await sumMaps(pickFirst(findOutput(ofModel, layer), images)));
      }
    }
    await use(summed);
  } finally {
    for (const ofState of summed) ofState.forEach(({ maps }) => maps.dispose());
  }
}
