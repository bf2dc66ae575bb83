import {
  forModels,
  listConditions,
  measureClaims,
  type ClaimContext,
  type Measured,
  type ModelState,
} from '@layerprint/core';
import type { WrittenClaim } from '@layerprint/core/schemas/claims-file';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import type { ModelName } from '@layerprint/core/schemas/scalars';

/** Decides the claims of an experiment, and says what has to be known of the models that they are of. */
export function measureReportClaims(
  measured: Measured,
  claims: readonly WrittenClaim[],
  context: ClaimContext,
): Pick<Manifest, 'claims' | 'conditions'> {
  const { runs, specimens, validation, constantAccuracy } = measured;
  const models = forModels((name): ModelState => ({
    run: runs[name],
    constantAccuracy,
    deadLayers: listDeadConvolutions(measured, name),
  }));
  return {
    claims: measureClaims(claims, context, { specimens, validation, models }),
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
