import type { FigureDataOf, FigureKind, FigureTable } from '@layerprint/core';
import type * as z from 'zod';
import type { CompareKind } from '../comparison/data-comparison.ts';
import type { OverlayPanel } from '../page/charts/side-chart.ts';

/**
 * All that there is to comparing two figures of a kind:
 *
 *     data of both sides ──► what is measured ──► tables; charts of both sides over each other
 *                       └──► sentences, findings
 *
 * Fields of the data are named as `matchFields` does, below the data.
 */
export interface ComparedKind<K extends FigureKind, S extends z.ZodType<{ kind: K }>> {
  readonly kind: K;
  /** What is measured where the data differ, as diff.json holds it. */
  readonly schema: S;
  readonly compare: CompareKind<FigureDataOf<K>, z.output<S>>;
  /** The fields that `compare` judges; what it says of the others counts for nothing. */
  readonly judged: readonly string[];
  /** The fields that say how the data are drawn. */
  readonly drawing: readonly string[];
  /** Statistics, each by what it is made from: they do not count where that moved less than the tolerances. */
  readonly derived: Readonly<Record<string, string>>;
  /** The fields that depend on the largest value of all models, and so on one that may be another. */
  readonly rebinned: readonly string[];
  /** The numbers behind a change. */
  readonly tabulate: (measured: z.output<S>) => readonly FigureTable[];
  /** Both sides drawn over each other, a chart a model or series; none where the figure is pixels. */
  readonly overlay: (figure: string, measured: z.output<S>) => readonly OverlayPanel[];
}

/** Defines how a kind is compared: what it lacks does not compile. It is one line of `compared-kinds.ts`. */
export function defineComparedKind<K extends FigureKind, S extends z.ZodType<{ kind: K }>>(
  kind: ComparedKind<K, S>,
): ComparedKind<K, S> {
  return kind;
}
