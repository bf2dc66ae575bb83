import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'plan',
  purpose:
    'Checks the network of a profile, and splits its experiment into the plans that the other tasks read, in dist/<profile>/plan.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:plan'],
};

/** Checks the network of a profile, and splits the experiment of a profile into the plans that the other tasks read. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const sources = holdSources({ project: 'trainer', input: 'planning' }, [
    layout.experiment,
    layout.claims,
    layout.article,
  ]);
  const { loadExperiment } = await import('../experiment/load-experiment.ts');
  const { planDataset } = await import('../experiment/plan-dataset.ts');
  const { loadClaims } = await import('../experiment/load-claims.ts');
  const { assertArticleFits } = await import('../experiment/assert-article.ts');
  const { writePlans } = await import('../experiment/write-plans.ts');
  const { selectBackend } = await import('../backend/select-backend.ts');
  const { findLayerRoles, makeClaimContext } = await import('@layerprint/core');
  const { listModels } = await import('@layerprint/core/schemas/experiment');
  const { resolveArchitecture } = await import('../experiment/resolve-architecture.ts');
  const { lookAtNetworks } = await import('../experiment/look-at-networks.ts');
  const written = await loadExperiment(layout);
  const { images, ...data } = await planDataset(layout, profile, written);
  const experiment = await resolveArchitecture(layout, written, images);
  // Any backend will do: nothing is computed. The network is looked at before anything is made of it.
  await selectBackend('cpu');
  const { layers, weights } = await lookAtNetworks(layout, profile, experiment, images);
  const models = listModels(experiment);
  const roles = findLayerRoles(layers, experiment.roles);
  const context = makeClaimContext(layers, roles, models, images);
  const claims = await loadClaims(layout, context);
  assertArticleFits(layout, context, claims);
  await writePlans(layout, experiment, { profile, ...data, weights, claims, sources });
});
