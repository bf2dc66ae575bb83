import type { LayerRoles } from './layer-roles.ts';
import {
  isConvolution,
  isMapLayer,
  isPooling,
  keepsChannels,
  type Layer,
} from './schemas/layer.ts';
import { listSources } from './schemas/layers.ts';

/** The layers whose maps a report shows, in the network's order: all that move a window, and those that play a part. */
export function listShownLayers(
  layers: readonly Layer[],
  { first, last, lead }: LayerRoles,
): Layer[] {
  const named = [first, last, ...lead];
  return layers.filter((layer) => isMapLayer(layer) || named.includes(layer.name));
}

/**
 * Those of them whose filters are matched between models: every channel is what one filter gives, at its places. A
 * pooling's are those of the layer that it pools, matched there; in a sum several filters meet in a channel.
 */
export function listMatchedLayers(layers: readonly Layer[], roles: LayerRoles): Layer[] {
  const filters = findFilterLayers(layers);
  return listShownLayers(layers, roles).filter((layer) => filters.has(layer) && !isPooling(layer));
}

/** The layers each of whose channels comes of one filter. */
function findFilterLayers(layers: readonly Layer[]): ReadonlySet<Layer> {
  const found = new Set<Layer>();
  for (const [place, layer] of layers.entries()) {
    const takesFilters = () =>
      listSources(layers, place).every((source) => found.has(layers[source]!));
    if (isFilterLayer(layer) || (keepsChannels(layer) && takesFilters())) found.add(layer);
  }
  return found;
}

/** A dense layer over maps is a convolution of 1 × 1. */
function isFilterLayer(layer: Layer): boolean {
  return isConvolution(layer) || layer.kind === 'dense';
}
