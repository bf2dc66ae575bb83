import { hasMaps, type Layer } from '../schemas/layer.ts';
import type { WrittenCheck } from '../schemas/claims-file.ts';
import { findLayer, UnknownName, type ClaimContext } from './claim-context.ts';
import type { CheckMisfit } from './find-misfits.ts';
import { measureOf } from './measures/table.ts';
import { PIXELS } from './quantity.ts';

/** Activations below which there is nothing. */
const NEVER_NEGATIVE: readonly string[] = ['relu', 'sigmoid', 'softplus', 'softmax'];

/** Finds what is wrong with the layer that a check is about. */
export function findLayerMisfits(check: WrittenCheck, context: ClaimContext): CheckMisfit[] {
  const { measure, layer: reference } = check;
  const { of } = measureOf(measure);
  if (of.includes('answer')) {
    return reference === undefined ? [] : [['layer', `${measure} is of the answer; leave it out`]];
  }
  if (reference === undefined) {
    return [['layer', `say of what: ${listWays(measure, context).join(', ')}`]];
  }
  if (reference === PIXELS) {
    return of.includes('pixels') ? [] : [['layer', `${measure} is not measured of the pixels`]];
  }
  try {
    const layer = findLayer(context, reference);
    return explainUnfit(check, layer, context).map((message) => ['layer', message] as const);
  } catch (error) {
    if (error instanceof UnknownName) return [['layer', error.message]];
    throw error;
  }
}

function explainUnfit({ measure }: WrittenCheck, layer: Layer, context: ClaimContext): string[] {
  const { of } = measureOf(measure);
  if (!of.includes('maps') && !of.includes('values')) {
    return [`${measure} of a layer would change with the layer’s unit; it is of "${PIXELS}"`];
  }
  if (of.includes('maps') && !hasMaps(layer)) {
    return [
      `${layer.name} has no maps, which ${measure} is of; ${listWays(measure, context).join(', ')} have`,
    ];
  }
  if (measure === 'redundancy' && layer.outputShape.at(-1) === 1) {
    return [`${layer.name} gives one map, and redundancy is how much several repeat each other`];
  }
  if (measure === 'negatives' && 'activation' in layer && isNeverNegative(layer.activation)) {
    return [`nothing in ${layer.name} is below zero after its ${layer.activation}`];
  }
  return [];
}

function listWays(measure: WrittenCheck['measure'], { layers }: ClaimContext): string[] {
  const { of } = measureOf(measure);
  const fit = layers.filter(
    (layer) =>
      layer.kind !== 'input' && (of.includes('values') || (of.includes('maps') && hasMaps(layer))),
  );
  return [...(of.includes('pixels') ? [PIXELS] : []), ...fit.map(({ name }) => name)];
}

function isNeverNegative(activation: string): boolean {
  return NEVER_NEGATIVE.includes(activation);
}
