import type { Layer } from '../schemas/layer.ts';
import { listSources } from '../schemas/layers.ts';

/**
 * Lists the layers that values of one layer go through on their way to another, on any of its branches: that other
 * one as well, where there is a way.
 *
 * @param layers From the input on, each behind those that it takes.
 * @returns In their order.
 */
export function listLayersBetween(layers: readonly Layer[], start: Layer, end: Layer): Layer[] {
  const after = new Set([start]);
  for (const [place, layer] of layers.entries()) {
    if (takenBy(layers, place).some((source) => after.has(source))) after.add(layer);
  }
  const before = new Set([end]);
  for (const [place, layer] of [...layers.entries()].reverse()) {
    if (before.has(layer)) takenBy(layers, place).forEach((source) => before.add(source));
  }
  return layers.filter((layer) => layer !== start && after.has(layer) && before.has(layer));
}

function takenBy(layers: readonly Layer[], place: number): Layer[] {
  return listSources(layers, place).map((source) => layers[source]!);
}
