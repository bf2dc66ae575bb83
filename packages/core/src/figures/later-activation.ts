import type { LaterActivation } from '../schemas/figure-data.ts';
import { isJoin, keepsChannels, type Layer } from '../schemas/layer.ts';
import { listSources } from '../schemas/layers.ts';
import { nameActivation } from './architecture.ts';

/**
 * Finds the activation that is a layer of its own and that all a layer gives goes through before the next
 * weights see it: normalised, dropped, pooled or joined on the way. Undefined where there is none, or where what the
 * layer gives goes several ways.
 *
 * @param layers From the input on, each behind those that it takes.
 */
export function findLaterActivation(
  layers: readonly Layer[],
  name: string,
): LaterActivation | undefined {
  let layer = layers.find((candidate) => candidate.name === name)!;
  if (hasActivation(layer)) return undefined;
  for (;;) {
    const takers = listTakers(layers, layer);
    const [taker] = takers;
    if (taker === undefined || takers.length > 1) return undefined;
    if (taker.kind === 'leaky-relu') return { layer: taker.name, activation: taker.kind };
    if (taker.kind === 'activation' && taker.activation !== 'linear') {
      return { layer: taker.name, activation: taker.activation };
    }
    if (!isJoin(taker) && !keepsChannels(taker)) return undefined;
    layer = taker;
  }
}

/** ", before the ReLU of re_lu_1,"; nothing where there is no later activation. */
export function sayLaterActivation(later: LaterActivation | undefined): string {
  return later === undefined ? '' : `, ${nameLaterActivation(later)},`;
}

/** "before the ReLU of re_lu_1". */
export function nameLaterActivation({ layer, activation }: LaterActivation): string {
  return `before the ${nameActivation(activation)} of ${layer}`;
}

function hasActivation(layer: Layer): boolean {
  return layer.kind === 'leaky-relu' || ('activation' in layer && layer.activation !== 'linear');
}

function listTakers(layers: readonly Layer[], layer: Layer): Layer[] {
  const place = layers.indexOf(layer);
  return layers.filter((_, taker) => listSources(layers, taker).includes(place));
}
