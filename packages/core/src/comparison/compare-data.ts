import type { OpenedFigure } from '../artifacts.ts';
import { compareArchitectures } from './compare-architectures.ts';
import { compareDistributions } from './compare-distributions.ts';
import { compareGrids } from './compare-grids.ts';
import { comparePanels } from './compare-panels.ts';
import { compareProbabilities } from './compare-probabilities.ts';
import { compareTrainingCurves } from './compare-training-curves.ts';
import type { DataComparison } from './data-comparison.ts';

/** Compares the data of two figures of one kind; null for two kinds. */
export function compareData(base: OpenedFigure, head: OpenedFigure): DataComparison | null {
  if (base.kind === 'activation-grid' && head.kind === base.kind) {
    return compareGrids(base.data, head.data);
  }
  if (base.kind === 'distribution' && head.kind === base.kind) {
    return compareDistributions(base.data, head.data);
  }
  if (base.kind === 'probabilities' && head.kind === base.kind) {
    return compareProbabilities(base.data, head.data);
  }
  if (base.kind === 'training-curves' && head.kind === base.kind) {
    return compareTrainingCurves(base.data, head.data);
  }
  if (base.kind === 'architecture' && head.kind === base.kind) {
    return compareArchitectures(base.data, head.data);
  }
  if (base.kind === 'picture' && head.kind === base.kind) {
    return comparePanels(base.data, head.data);
  }
  return null;
}
