import * as z from 'zod';
import type { FigureTable } from '@layerprint/core';
import { FractionSchema } from '@layerprint/core/schemas/scalars';
import { comparePanels } from '../comparison/compare-panels.ts';
import { beforeAndAfter } from '../schemas/before-and-after.ts';
import { both, bothOf, makeTable, orNone } from './change-table.ts';
import { defineComparedKind } from './compared-kind.ts';

/** Panels by name. */
const PanelsDiffSchema = z.strictObject({
  kind: z.literal('picture'),
  panels: z.array(
    z.strictObject({
      name: z.string(),
      zeroFraction: beforeAndAfter(FractionSchema),
      /** As for a grid. */
      relativeError: z.number().min(0).nullable(),
    }),
  ),
});
export type PanelsDiff = z.infer<typeof PanelsDiffSchema>;

/** An image and what layers make of it, panel by panel. */
export const PICTURES = defineComparedKind({
  kind: 'picture',
  schema: PanelsDiffSchema,
  compare: comparePanels,
  judged: ['panels.<panel>', 'panels.<panel>.values', 'panels.<panel>.shape'],
  drawing: ['scale', 'panels.<panel>.modelName', 'panels.<panel>.laterActivation'],
  derived: {
    'panels.<panel>.colourMaximum': 'panels.<panel>.values',
    'panels.<panel>.zeroFraction': 'panels.<panel>.values',
  },
  rebinned: [],
  tabulate: (data) => [tabulatePanels(data)],
  overlay: () => [],
});

function tabulatePanels({ panels }: PanelsDiff): FigureTable {
  return makeTable(
    ['Panel', 'Relative error', ...bothOf('Zeros')],
    panels.map(({ name, relativeError, zeroFraction }) => [
      name,
      orNone(relativeError),
      ...both(zeroFraction),
    ]),
  );
}
