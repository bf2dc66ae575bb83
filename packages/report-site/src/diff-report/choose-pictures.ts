import type { FigureDiff, PictureDiff } from '@layerprint/core/schemas/figure-diff';

/** The pictures of a figure that its report shows. */
export interface ChosenPictures {
  readonly light: PictureDiff;
  /** The same for a dark page, where the figure has one. */
  readonly dark: PictureDiff | undefined;
}

/** A grid's scopes from the one that says most: on one scale for both models, bright means the same. */
const SCOPES = ['models', 'layer', 'map'] as const;

/**
 * Chooses a chart's pictures for light and dark pages, a grid's in one colour scope, else the only one.
 *
 * @returns Undefined where no picture differs.
 */
export function choosePictures({ pictures }: FigureDiff): ChosenPictures | undefined {
  const inScope = SCOPES.map((scope) => pictures.find((picture) => picture.scope === scope));
  const light =
    inScope.find((picture) => picture !== undefined) ??
    pictures.find(({ theme }) => theme === 'light') ??
    pictures[0];
  if (!light) return undefined;
  return { light, dark: pictures.find(({ theme }) => theme === 'dark' && light.theme === 'light') };
}
