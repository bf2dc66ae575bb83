import {
  listConditions,
  measureClaims,
  type ChannelOverImages,
  type ModelState,
} from '@layerprint/core';
import type { ImageSet } from '@layerprint/core/images';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import type { Run } from '@layerprint/core/schemas/run';
import { validationIndices } from '../dataset/open-dataset.ts';
import type { Measurements } from './measure-networks.ts';
import { forModels, type Networks } from './open-networks.ts';

/** Measures the article's observations, and says what has to be known of the models that they are of. */
export function measureReportClaims(
  { runs }: Networks,
  { specimens, validation, channels }: Measurements,
  manifest: DatasetManifest,
  test: ImageSet,
): Pick<Manifest, 'claims' | 'conditions'> {
  const constantAccuracy = computeConstantAccuracy(manifest, test);
  const models = forModels((name): ModelState => ({
    run: runs[name],
    constantAccuracy,
    deadLayers: listDeadConvolutions(runs[name], channels[name]),
  }));
  return {
    claims: measureClaims({ specimens, validation, models }),
    conditions: listConditions(models),
  };
}

/** What one answer for every validation image has right, where it is the most frequent class. */
function computeConstantAccuracy(manifest: DatasetManifest, { labels }: ImageSet): number {
  const indices = validationIndices(manifest);
  const counts = new Array<number>(manifest.classNames.length).fill(0);
  for (const index of indices) counts[labels[index]!]!++;
  return Math.max(...counts) / indices.length;
}

function listDeadConvolutions(
  { layers, validationImages }: Run,
  channels: ReadonlyMap<string, readonly ChannelOverImages[]>,
): string[] {
  return layers
    .filter(({ kind }) => kind === 'convolution')
    .map(({ name }) => name)
    .filter((name) =>
      channels.get(name)!.every(({ silentImages }) => silentImages === validationImages),
    );
}
