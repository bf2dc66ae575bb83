import type * as z from 'zod';
import type { Measured } from '../measured.ts';
import { makeFigureId, parseFigureId } from './figure-id.ts';
import type { PartsOf } from './figure-id.ts';
import type { FigureKindEntry, MadeFigure } from './figure-kind.ts';
import { ACTIVATION_GRID } from './kinds/activation-grid.ts';
import { ARCHITECTURE } from './kinds/architecture.ts';
import { DISTRIBUTION } from './kinds/distribution.ts';
import { MATCHED_FILTERS } from './kinds/matched-filters.ts';
import { PICTURE } from './kinds/picture.ts';
import { PROBABILITIES } from './kinds/probabilities.ts';
import { TRAINING_CURVES } from './kinds/training-curves.ts';

/**
 * The kinds of figures that there are. A new one is a file of `kinds/` and a line here; that it can be
 * compared too is asked for by the table of comparisons, which does not compile without it.
 */
export const FIGURE_KINDS = {
  picture: PICTURE,
  architecture: ARCHITECTURE,
  'activation-grid': ACTIVATION_GRID,
  distribution: DISTRIBUTION,
  probabilities: PROBABILITIES,
  'training-curves': TRAINING_CURVES,
  'matched-filters': MATCHED_FILTERS,
} as const;

/** What a figure's data are. */
export type FigureKind = keyof typeof FIGURE_KINDS;
export const FIGURE_KIND_NAMES = Object.keys(FIGURE_KINDS) as FigureKind[];

/** The data of the figures of a kind. */
export type FigureDataOf<K extends FigureKind> = z.output<(typeof FIGURE_KINDS)[K]['schema']>;

/** A figure's data and their kind. */
export type FigureContent = {
  [K in FigureKind]: { readonly kind: K; readonly data: FigureDataOf<K> };
}[FigureKind];

type FormOf<K extends FigureKind> = keyof (typeof FIGURE_KINDS)[K]['forms'] & string;
/** The forms of the ids of all figures. */
export type FigureForm = { [K in FigureKind]: FormOf<K> }[FigureKind];
/** The kind of the figures whose ids have a form. */
export type KindOfForm<F extends FigureForm> = {
  [K in FigureKind]: F extends FormOf<K> ? K : never;
}[FigureKind];

/** What a figure is: the form of its id, and what the id names. */
export type FigureName = {
  [F in FigureForm]: { readonly form: F; readonly parts: PartsOf<F> };
}[FigureForm];

const FORMS = new Map(
  FIGURE_KIND_NAMES.flatMap((kind) =>
    Object.keys(FIGURE_KINDS[kind].forms).map((form) => [form as FigureForm, kind] as const),
  ),
);

/** The kind of the figures whose ids have a form. */
export function kindOfForm<F extends FigureForm>(form: F): KindOfForm<F> {
  return FORMS.get(form) as KindOfForm<F>;
}

/** Finds which figure an id is of; undefined where no kind has such ids. */
export function findFigureName(id: string): FigureName | undefined {
  for (const form of FORMS.keys()) {
    const parts = parseFigureId(form, id);
    if (parts) return { form, parts };
  }
  return undefined;
}

/** The entry of a kind, for data that are known to be of that kind: what TypeScript does not see. */
export function entryOf(kind: FigureKind): FigureKindEntry<unknown, string> {
  return FIGURE_KINDS[kind] as FigureKindEntry<unknown, string>;
}

type Compute = (parts: never, measured: Measured, id: string) => MadeFigure<unknown>;

/** Makes a figure out of what was measured. */
export function computeFigure(
  { form, parts }: FigureName,
  measured: Measured,
): MadeFigure<unknown> & FigureContent & { readonly id: string } {
  const kind = kindOfForm(form);
  const id = makeFigureId<string>(form, parts);
  const { forms }: { forms: Readonly<Record<string, Compute>> } = entryOf(kind);
  return { id, kind, ...forms[form]!(parts as never, measured, id) } as never;
}
