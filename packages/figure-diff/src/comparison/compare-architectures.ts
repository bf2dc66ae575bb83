import { countNoun, describeLayer, formatCount, formatShape, joinWords } from '@layerprint/core';
import type { ArchitectureData } from '@layerprint/core/schemas/figure-data';
import type { Layer } from '@layerprint/core/schemas/layer';
import type { ArchitectureDiff } from '../kinds/architecture.ts';
import { matchByName, readBoth } from './data-comparison.ts';
import type { DataComparison } from './data-comparison.ts';

/** Compares layers by name. Nothing of them is noise. */
export function compareArchitectures(
  base: ArchitectureData,
  head: ArchitectureData,
): DataComparison<ArchitectureDiff> {
  const pairs = matchByName(base.layers, head.layers, ({ name }) => name);
  const isSame =
    base.totalParameters === head.totalParameters &&
    JSON.stringify(base.layers) === JSON.stringify(head.layers);
  const sentences = [...pairs.flatMap(sayLayer), ...sayTotal(base, head)];
  return {
    data: {
      kind: 'architecture',
      totalParameters: { base: base.totalParameters, head: head.totalParameters },
      layers: pairs.map(({ name, ...sides }) => ({
        name,
        ...readBoth(sides.base, sides.head, (layer) => layer),
      })),
    },
    change: isSame ? 'none' : 'data',
    sentences:
      isSame || sentences.length > 0 ? sentences : [sayOtherwise(base.layers, head.layers)],
    findings: [],
  };
}

/** Where no layer is told by its words. */
function sayOtherwise(base: readonly Layer[], head: readonly Layer[]): string {
  const other = base.filter((layer, i) => layer.name === head[i]?.name);
  const changed = other.filter((layer, i) => JSON.stringify(layer) !== JSON.stringify(head[i]));
  return other.length < base.length
    ? 'The same layers, one after the other in another order.'
    : `Of ${joinWords(changed.map(({ name }) => name))}, what no picture shows: first weights, or another number.`;
}

function sayLayer({
  name,
  base,
  head,
}: {
  name: string;
  base: Layer | undefined;
  head: Layer | undefined;
}): string[] {
  if (!base) return [`New layer ${name}: ${sayFully(head!)}.`];
  if (!head) return [`The layer ${name} is gone: ${sayFully(base)}.`];
  const [before, after] = [sayFully(base), sayFully(head)];
  return before === after ? [] : [`${name}: ${before} → ${after}.`];
}

function sayFully(layer: Layer): string {
  const { outputShape, parameters } = layer;
  return `${describeLayer(layer)}, gives ${formatShape(outputShape)}, ${countNoun(parameters, 'parameter')}`;
}

function sayTotal(base: ArchitectureData, head: ArchitectureData): string[] {
  if (base.totalParameters === head.totalParameters) return [];
  return [
    `${formatCount(base.totalParameters)} → ${countNoun(head.totalParameters, 'parameter')} in all.`,
  ];
}
