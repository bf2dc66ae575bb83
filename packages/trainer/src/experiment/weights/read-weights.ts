import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { LayerprintError } from '@layerprint/core/errors';
import type { ImageKind } from '@layerprint/core/images';
import type { SourceFile } from '@layerprint/core/schemas/data-lock';
import { buildModel, readLayers } from '@layerprint/network/model';
import { readNetworkFile } from '../read-network-file.ts';
import { assertSameNetwork } from './assert-same-network.ts';
import { matchWeights } from './match-weights.ts';
import { refuseGivenNetwork } from './refuse-given-network.ts';
import { readWeightsFile, type WeightsFile } from './weights-file.ts';

/** The weights of a model that is loaded. */
export interface PlannedWeights {
  /** What they were read from. */
  readonly files: readonly SourceFile[];
  /** In the order of the network's weights, float32. */
  readonly parameters: Float32Array;
}

/**
 * Reads the weights of a model that is loaded, held to the network of its experiment: by names and shapes, and by the
 * network that the file says they are of, where it says one.
 *
 * @param folder The experiment's.
 * @param file The model.json, below it.
 * @param network The experiment's.
 * @throws {LayerprintError} what `readWeightsFile`, `assertSameNetwork` and `matchWeights` throw; `network-not-supported`.
 */
export async function readWeights(
  folder: string,
  file: string,
  network: LayersModel,
  images: ImageKind,
): Promise<PlannedWeights> {
  const path = join(folder, file);
  const { topology, weights, files } = await readWeightsFile(folder, file);
  const names = topology && holdTopology(path, topology, network, images);
  return { files, parameters: matchWeights(path, weights, network, names) };
}

/** @returns What the layers of the network are called, by their names in the file. */
function holdTopology(
  path: string,
  topology: NonNullable<WeightsFile['topology']>,
  network: LayersModel,
  images: ImageKind,
): ReadonlyMap<string, string> {
  try {
    const { layers, names } = readNetworkFile(topology, images);
    const described = buildModel({ architecture: { layers }, recipe: { dropoutRate: 0 } }, images);
    const found = readLayers(described);
    described.dispose();
    assertSameNetwork(path, found, readLayers(network));
    return names;
  } catch (cause) {
    if (!(cause instanceof LayerprintError) || cause.code !== 'network-not-supported') throw cause;
    throw refuseGivenNetwork(path, cause);
  }
}
