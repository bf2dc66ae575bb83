import type { Figure } from '@layerprint/core/schemas/manifest';

/** How a figure is called before its title: by its number. The lead picture and others without one go by their titles alone. */
export function labelFigure({ number }: Pick<Figure, 'number'>): string | undefined {
  return number !== null && /^\d+$/.test(number) ? `Figure ${number}` : undefined;
}
