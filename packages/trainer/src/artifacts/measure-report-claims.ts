import {
  listConditions,
  measureClaims,
  type ClaimContext,
  type Measured,
  type ModelState,
} from '@layerprint/core';
import type { WrittenClaim } from '@layerprint/core/schemas/claims-file';
import { isConvolution } from '@layerprint/core/schemas/layer';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import type { ModelId } from '@layerprint/core/schemas/scalars';

/** Decides the claims of an experiment, and says what has to be known of the models that they are of. */
export function measureReportClaims(
  measured: Measured,
  claims: readonly WrittenClaim[],
  context: ClaimContext,
): Pick<Manifest, 'claims' | 'conditions'> {
  const { specimens, validation, constantAccuracy } = measured;
  const states = measured.models.map((model): ModelState => ({
    ...model,
    run: measured.runOf(model.id),
    constantAccuracy,
    deadLayers: listDeadConvolutions(measured, model.id),
  }));
  const models = Object.fromEntries(states.map((state) => [state.id, state]));
  return {
    claims: measureClaims(claims, context, { specimens, validation, models }),
    conditions: listConditions(states),
  };
}

function listDeadConvolutions({ runOf, channelsOf }: Measured, model: ModelId): string[] {
  const { layers, validationImages } = runOf(model);
  return layers
    .filter(isConvolution)
    .map(({ name }) => name)
    .filter((layer) =>
      channelsOf(model, layer).every(({ silentImages }) => silentImages === validationImages),
    );
}
