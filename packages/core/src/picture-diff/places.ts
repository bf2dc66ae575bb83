import type { OpenedFigure } from '@layerprint/artifacts';
import { locateTile } from '../figures/activation-grid.ts';
import { locatePanel } from '../figures/picture.ts';
import type { Box } from '../figures/raster.ts';
import type { FigureFile } from '../schemas/manifest.ts';

/** A part of a picture that can be named. */
export interface Place extends Box {
  readonly place: string;
}

/**
 * The parts that a figure's picture falls into: a grid's filters, a picture's panels, and of a chart, or
 * where they are laid out otherwise, nine of one size. A part that the data put beyond the edge of the
 * picture is none of it.
 */
export function listPlaces(
  figure: OpenedFigure,
  { width = 0, height = 0, layout }: Pick<FigureFile, 'width' | 'height' | 'layout'>,
): Place[] {
  return divide(figure, { width, height, layout }).filter(
    (box) => box.left + box.width <= width && box.top + box.height <= height,
  );
}

function divide(
  figure: OpenedFigure,
  { width, height, layout }: { width: number; height: number; layout: FigureFile['layout'] },
): Place[] {
  switch (figure.kind) {
    case 'activation-grid':
      return figure.data.channels.map(({ channel }) => ({
        place: `filter ${channel}`,
        ...locateTile(figure.data, channel),
      }));
    case 'picture':
      if (layout !== undefined) return listNinths(width, height);
      return figure.data.panels.map(({ name }, i) => ({
        place: `the panel ${name}`,
        ...locatePanel(figure.data, i),
      }));
    case 'architecture':
    case 'distribution':
    case 'probabilities':
    case 'training-curves':
      return listNinths(width, height);
  }
}

const ROWS = ['upper', 'middle', 'lower'];
const COLUMNS = ['left', 'middle', 'right'];

function listNinths(width: number, height: number): Place[] {
  return ROWS.flatMap((row, y) =>
    COLUMNS.map((column, x) => {
      const left = Math.floor((x * width) / 3);
      const top = Math.floor((y * height) / 3);
      return {
        place: row === column ? 'the middle' : `the ${row} ${column}`,
        left,
        top,
        width: Math.floor(((x + 1) * width) / 3) - left,
        height: Math.floor(((y + 1) * height) / 3) - top,
      };
    }),
  );
}
