import {
  tabulateActivationGrid,
  tabulateArchitecture,
  tabulateDistribution,
  tabulatePicture,
  tabulateProbabilities,
  tabulateTrainingCurves,
  type FigureTable,
} from '@layerprint/core';
import type { OpenedFigure } from '@layerprint/artifacts';

/** The numbers behind a figure of any kind, the same as in its CSV. */
export function tabulateFigure(figure: OpenedFigure): FigureTable {
  switch (figure.kind) {
    case 'picture':
      return tabulatePicture(figure.data);
    case 'architecture':
      return tabulateArchitecture(figure.data);
    case 'activation-grid':
      return tabulateActivationGrid(figure.data);
    case 'distribution':
      return tabulateDistribution(figure.data);
    case 'probabilities':
      return tabulateProbabilities(figure.data);
    case 'training-curves':
      return tabulateTrainingCurves(figure.data);
  }
}
