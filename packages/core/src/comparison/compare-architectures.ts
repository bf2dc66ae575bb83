import { countNoun, formatCount, formatShape } from '../figures/wording.ts';
import type { ArchitectureData } from '../schemas/figure-data.ts';
import type { Layer } from '../schemas/run.ts';
import { matchByName, readBoth } from './data-comparison.ts';
import type { DataComparison } from './data-comparison.ts';

/** Compares layers by name. Nothing of them is noise. */
export function compareArchitectures(
  base: ArchitectureData,
  head: ArchitectureData,
): DataComparison {
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
      isSame || sentences.length > 0
        ? sentences
        : ['The same layers, one after the other in another order.'],
    findings: [],
  };
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
  if (!base) return [`New layer ${name}: ${describeLayer(head!)}.`];
  if (!head) return [`The layer ${name} is gone: ${describeLayer(base)}.`];
  const [before, after] = [describeLayer(base), describeLayer(head)];
  return before === after ? [] : [`${name}: ${before} → ${after}.`];
}

function describeLayer({ kind, outputShape, parameters }: Layer): string {
  return `${kind}, ${formatShape(outputShape)}, ${countNoun(parameters, 'parameter')}`;
}

function sayTotal(base: ArchitectureData, head: ArchitectureData): string[] {
  if (base.totalParameters === head.totalParameters) return [];
  return [
    `${formatCount(base.totalParameters)} → ${countNoun(head.totalParameters, 'parameter')} in all.`,
  ];
}
