import * as z from 'zod';
import { countNoun, describeLayer, formatShape } from '@layerprint/core';
import type { FigureTable } from '@layerprint/core';
import { LayerSchema } from '@layerprint/core/schemas/layer';
import type { Layer } from '@layerprint/core/schemas/layer';
import { compareArchitectures } from '../comparison/compare-architectures.ts';
import { beforeAndAfter } from '../schemas/before-and-after.ts';
import { both, makeTable } from './change-table.ts';
import { defineComparedKind } from './compared-kind.ts';

/** Layers by name: the base's in order, then those that only the head has. */
const ArchitectureDiffSchema = z.strictObject({
  kind: z.literal('architecture'),
  totalParameters: beforeAndAfter(z.int().positive()),
  layers: z.array(z.strictObject({ name: z.string(), ...beforeAndAfter(LayerSchema).shape })),
});
export type ArchitectureDiff = z.infer<typeof ArchitectureDiffSchema>;

/** Layers, by name. */
export const ARCHITECTURES = defineComparedKind({
  kind: 'architecture',
  schema: ArchitectureDiffSchema,
  compare: compareArchitectures,
  judged: ['layers.**', 'totalParameters'],
  drawing: [],
  derived: {},
  rebinned: [],
  tabulate: (data) => [tabulateLayers(data)],
  overlay: () => [],
});

function tabulateLayers({ layers, totalParameters }: ArchitectureDiff): FigureTable {
  return makeTable(
    ['Layer', 'Base', 'Head'],
    [
      ...layers.map(({ name, base, head }) => [name, sayLayer(base), sayLayer(head)]),
      ['all parameters', ...both(totalParameters)],
    ],
  );
}

function sayLayer(layer: Layer | null): string {
  if (layer === null) return '';
  return `${describeLayer(layer)}, gives ${formatShape(layer.outputShape)}, ${countNoun(layer.parameters, 'parameter')}`;
}
