import type { Figure } from '@layerprint/core/schemas/manifest';

/**
 * How a figure is called before its title: by its number in the article, or as one that the article does
 * not have. The lead picture and the specimen go by their titles alone.
 */
export function labelFigure({ number }: Pick<Figure, 'number'>): string | undefined {
  if (number === null) return 'Not in the article';
  return /^\d+$/.test(number) ? `Figure ${number}` : undefined;
}
