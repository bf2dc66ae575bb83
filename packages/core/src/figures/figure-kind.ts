import type * as z from 'zod';
import type { FigureFile } from '../schemas/manifest.ts';
import type { ColourScope } from '../schemas/figure-data.ts';
import type { ModelId } from '../schemas/scalars.ts';
import type { Measured } from '../measured.ts';
import type { ChartLayout, ChartSpec, ChartTheme } from './chart-theme.ts';
import type { PartsOf } from './figure-id.ts';
import type { FigureTable, FigureText, RasterPicture } from './figure.ts';
import type { Box } from './raster.ts';

/** What a figure is of, and what it shows. */
export interface MadeFigure<D> {
  /** Set where it is about one of them. */
  readonly model?: ModelId;
  readonly layer?: string;
  readonly specimen?: string;
  /** The models that it is made from. */
  readonly madeFrom: readonly ModelId[];
  readonly data: D;
}

/** A picture without text, and what tells it from the figure's others. */
export interface PaintedPicture extends Pick<FigureFile, 'layout'> {
  readonly scope?: ColourScope;
  readonly picture: RasterPicture;
}

/** A part of a picture that can be named. */
export interface Place extends Box {
  readonly place: string;
}

/** How the figures of a kind are drawn: pixel by pixel, or as a chart with a specification a theme and layout. */
export type Drawing<D> =
  | {
      readonly look: 'pixels';
      readonly paint: (data: D) => readonly PaintedPicture[];
      /** The parts that a picture without a layout of its own falls into. */
      readonly listPlaces: (data: D) => readonly Place[];
    }
  | {
      readonly look: 'chart';
      readonly specify: (data: D, theme: ChartTheme, layout: ChartLayout) => ChartSpec;
    };

/**
 * All that there is to a kind of figure but how two of it are compared:
 *
 *     what was measured ──► data ──► title, caption and alt text; table; specification or pixels
 *
 * Everything that is said of a figure is made from its data.
 */
export interface FigureKindEntry<D, Form extends string> {
  readonly schema: z.ZodType<D>;
  /** The forms that ids of the kind have, each with what computes the figure that such an id names. */
  readonly forms: {
    readonly [F in Form]: (parts: PartsOf<F>, measured: Measured, id: string) => MadeFigure<D>;
  };
  readonly describe: (data: D) => FigureText;
  /** The numbers behind it, as the page's table and the CSV show them. */
  readonly tabulate: (data: D) => FigureTable;
  readonly drawing: Drawing<D>;
}

/** Defines a kind of figure: what it lacks does not compile. It is one line of `figure-kinds.ts`. */
export function defineFigureKind<D, const Form extends string>(
  kind: FigureKindEntry<D, Form>,
): FigureKindEntry<D, Form> {
  return kind;
}
