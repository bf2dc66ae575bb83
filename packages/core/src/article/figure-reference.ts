import { findLayer, unknown } from '../claims/claim-context.ts';
import { makeFigureId } from '../figures/figure-id.ts';
import type { ArticleContext } from './find-misfits.ts';

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

/** Whether there is a figure of an id; before there are specimens, any may stand in it. */
export function fitsFigure(id: string, figures: readonly string[]): boolean {
  return figures.some((figure) => {
    if (figure === id) return true;
    const [before, after] = figure.split('{specimen}');
    if (after === undefined) return false;
    const specimen = id.slice(before!.length, id.length - after.length);
    return id.startsWith(before!) && id.endsWith(after) && /^[a-z0-9][a-z0-9_-]*$/.test(specimen);
  });
}
