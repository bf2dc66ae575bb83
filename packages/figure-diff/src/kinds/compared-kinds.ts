import type { FigureKind } from '@layerprint/core';
import type * as z from 'zod';
import type { DataDiff } from '../schemas/figure-diff.ts';
import { GRIDS } from './activation-grid.ts';
import { ARCHITECTURES } from './architecture.ts';
import type { ComparedKind } from './compared-kind.ts';
import { DISTRIBUTIONS } from './distribution.ts';
import { MATCHED_FILTERS } from './matched-filters.ts';
import { PICTURES } from './picture.ts';
import { PROBABILITIES } from './probabilities.ts';
import { TRAINING_CURVES } from './training-curves.ts';

/** How each kind of figure is compared. A kind of figure without a line here does not compile. */
export const COMPARED_KINDS = {
  'activation-grid': GRIDS,
  distribution: DISTRIBUTIONS,
  probabilities: PROBABILITIES,
  'training-curves': TRAINING_CURVES,
  architecture: ARCHITECTURES,
  picture: PICTURES,
  'matched-filters': MATCHED_FILTERS,
} as const satisfies { [K in FigureKind]: { readonly kind: K } };

/** How a kind is compared, for data that are known to be of that kind: what TypeScript does not see. */
export function comparedKindOf(kind: FigureKind): ComparedKind<FigureKind, z.ZodType<DataDiff>> {
  return COMPARED_KINDS[kind];
}
