import { findLayerRoles, makeClaimContext } from '@layerprint/core';
import type { ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import { listModels, type Experiment } from '@layerprint/core/schemas/experiment';
import { selectBackend } from '../backend/select-backend.ts';
import type { Layout } from '../layout.ts';
import { assertArticleFits } from './assert-article.ts';
import { assertNamesBeside } from './assert-names-beside.ts';
import { foreseeSpecimens } from './foresee-specimens.ts';
import { loadClaims } from './load-claims.ts';
import { loadExperiment } from './load-experiment.ts';
import { lookAtNetworks, type LookedAtNetworks } from './look-at-networks.ts';
import { planDataset, type PlannedDataset } from './plan-dataset.ts';
import { resolveArchitecture } from './resolve-architecture.ts';

/** An experiment that can be built: its data are those of its lock, and all that it names is there. */
export interface PlannedExperiment
  extends Omit<PlannedDataset, 'images'>, Pick<LookedAtNetworks, 'weights'> {
  readonly experiment: Experiment;
  readonly claims: ClaimsPlan | undefined;
}

/**
 * Reads an experiment and looks at everything in it, before anything is made: the data, the network and the weights
 * of every model, the claims, the article.
 *
 * @throws {LayerprintError} of whatever is wrong, by its name and with what to do.
 */
export async function planExperiment(layout: Layout, profile: string): Promise<PlannedExperiment> {
  const written = await loadExperiment(layout);
  assertNamesBeside(layout);
  const { images, ...data } = await planDataset(layout, profile, written);
  const experiment = await resolveArchitecture(layout, written, images);
  // Any backend will do: nothing is computed. The network is looked at before anything is made of it.
  await selectBackend('cpu');
  const { layers, weights } = await lookAtNetworks(layout, profile, experiment, images);
  const roles = findLayerRoles(layers, experiment.roles);
  const context = makeClaimContext(
    layers,
    roles,
    listModels(experiment),
    images,
    experiment.specimens,
  );
  const claims = await loadClaims(layout, context);
  const specimens = foreseeSpecimens(experiment.specimens, images.classNames);
  assertArticleFits(layout, context, claims, specimens);
  return { experiment, ...data, weights, claims };
}
