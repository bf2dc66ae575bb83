import { findLayer, unknown } from '../claims/claim-context.ts';
import { makeFigureId } from '../figures/figure-id.ts';
import { SLUG } from '../schemas/scalars.ts';
import type { ArticleContext } from './find-misfits.ts';
import { canBeSpecimen, unknownSpecimen, type ForeseenSpecimen } from './foreseen-specimen.ts';

/** The form of the ids of a layer's maps. */
export const MAPS_FORM = 'activations-{layer}-{model}-{specimen}';

/**
 * The id of a figure, with the parts filled in that an article may leave open: `{first}` and `{last}`, the layers
 * that play a part, and `{specimen}`, the main one.
 *
 * @throws {UnknownName} for any other.
 */
export function fillFigureId(
  id: string,
  { context, specimen }: Pick<ArticleContext, 'context' | 'specimen'>,
): string {
  return id.replaceAll(/\{([^{}]*)\}/g, (_, part: string) => {
    if (part === 'specimen') return specimen;
    if (part !== 'first' && part !== 'last') {
      throw unknown('placeholder of a figure', part, ['first', 'last', 'specimen']);
    }
    return makeFigureId('{layer}', { layer: findLayer(context, part).name });
  });
}

/** Stands in the id of a figure for the main specimen, or for any other one, before it is known how these are called. */
export const ANY_SPECIMEN = { main: '{specimen}', companion: '{companion}' } as const;

/**
 * Sees to it that there is a figure of an id, or before there are specimens, that there can be.
 *
 * @throws {UnknownName}
 */
export function assertFigure(
  id: string,
  { figures, specimens }: Pick<ArticleContext, 'figures' | 'specimens'>,
): void {
  if (figures.includes(id)) return;
  const [main, ...companions] = specimens;
  const mains = main === undefined ? [] : [main];
  const readings = figures.flatMap((figure) => [
    ...readSpecimen(id, figure, ANY_SPECIMEN.main, mains),
    ...readSpecimen(id, figure, ANY_SPECIMEN.companion, companions),
  ]);
  if (readings.some(({ specimen, foreseen }) => canBeSpecimen(specimen, foreseen))) return;
  const [reading] = readings;
  if (reading === undefined) throw unknown('figure', id, figures);
  throw unknownSpecimen(
    reading.specimen,
    readings.flatMap(({ foreseen }) => foreseen),
  );
}

/** The specimen in the id of a figure, and what it can be, where the id has the form of the figure. */
function readSpecimen(
  id: string,
  figure: string,
  place: string,
  foreseen: readonly ForeseenSpecimen[],
): { readonly specimen: string; readonly foreseen: readonly ForeseenSpecimen[] }[] {
  const [before, after] = figure.split(place);
  if (after === undefined || !id.startsWith(before!) || !id.endsWith(after)) return [];
  const specimen = id.slice(before!.length, id.length - after.length);
  return SLUG.test(specimen) ? [{ specimen, foreseen }] : [];
}
