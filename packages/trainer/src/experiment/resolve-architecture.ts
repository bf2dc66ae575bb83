import { dirname, join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import type { ImageKind } from '@layerprint/core/images';
import type { Architecture, ArchitectureChoice } from '@layerprint/core/schemas/architecture';
import {
  isTrainedModel,
  type Experiment,
  type WrittenExperiment,
} from '@layerprint/core/schemas/experiment';
import { readJsonFile } from '@layerprint/artifacts/files';
import { NetworkFileSchema, readNetworkFile } from './read-network-file.ts';
import { refuseGivenNetwork } from './weights/refuse-given-network.ts';
import type { Layout } from '../layout.ts';

/**
 * Writes out the layers of an experiment's network, whatever says them: where the experiment says nothing, that is the file
 * of the weights where a model has its weights from one, and else the article.
 *
 * @param images What the network is for.
 * @throws {LayerprintError} `network-not-supported`, naming the file and the layer that is not trained here; `file-not-found`
 *   and `invalid-json`, for the file.
 */
export async function resolveArchitecture(
  layout: Layout,
  { architecture, ...rest }: WrittenExperiment,
  images: ImageKind,
): Promise<Experiment> {
  const loaded = rest.models.flatMap((model) => (isTrainedModel(model) ? [] : [model.weights]));
  const choice = architecture ?? loaded[0] ?? 'article';
  if (choice === 'article') return rest;
  const isGiven = 'file' in choice && loaded.some(({ file }) => file === choice.file);
  return { ...rest, architecture: await readArchitecture(layout, choice, images, { isGiven }) };
}

/** @param isGiven Whether weights that are loaded are of the same file. */
async function readArchitecture(
  { experiment }: Layout,
  choice: Exclude<ArchitectureChoice, 'article'>,
  images: ImageKind,
  { isGiven }: { readonly isGiven: boolean },
): Promise<Architecture> {
  if ('layers' in choice) return choice;
  const path = join(dirname(experiment), choice.file);
  const file = await readJsonFile(NetworkFileSchema, path);
  try {
    return { layers: readNetworkFile(file, images).layers };
  } catch (cause) {
    if (!(cause instanceof LayerprintError)) throw cause;
    if (isGiven && cause.code === 'network-not-supported') throw refuseGivenNetwork(path, cause);
    throw new LayerprintError(cause.code, `${path}: ${cause.message}`, cause.hint, { cause });
  }
}
