import {
  findLayerRoles,
  forModels,
  listConditions,
  measureClaims,
  type Measured,
  type ModelState,
} from '@layerprint/core';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import type { ModelName } from '@layerprint/core/schemas/scalars';

/** Decides the article's observations, and says what has to be known of the models that they are of. */
export function measureReportClaims(measured: Measured): Pick<Manifest, 'claims' | 'conditions'> {
  const { runs, specimens, validation, constantAccuracy } = measured;
  const models = forModels((name): ModelState => ({
    run: runs[name],
    constantAccuracy,
    deadLayers: listDeadConvolutions(measured, name),
  }));
  const roles = findLayerRoles(runs.benchmark.layers);
  return {
    claims: measureClaims({ specimens, validation, models, roles }),
    conditions: listConditions(models),
  };
}

function listDeadConvolutions({ runs, channelsOf }: Measured, model: ModelName): string[] {
  const { layers, validationImages } = runs[model];
  return layers
    .filter(({ kind }) => kind === 'convolution')
    .map(({ name }) => name)
    .filter((layer) =>
      channelsOf(model, layer).every(({ silentImages }) => silentImages === validationImages),
    );
}
