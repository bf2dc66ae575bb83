import { capitalise } from '@layerprint/core';
import type { ProbabilitiesDiff } from '../../kinds/probabilities.ts';
import { colourBySide, completePanel, IS_BASE, sayBoth, SIDES } from './side-chart.ts';
import type { OverlayPanel } from './side-chart.ts';

const ROW_HEIGHT = 24;

/** Draws the class probabilities of both sides as bars, the base's above the head's, a panel a model. */
export function specifyOverlaidProbabilities(
  name: string,
  { classNames, models }: ProbabilitiesDiff,
): OverlayPanel[] {
  return models.map(({ model, topClass, probabilities }) =>
    completePanel(name, {
      title: capitalise(model),
      note: `Top class: ${sayBoth(topClass, String)}`,
      height: ROW_HEIGHT * classNames.length,
      data: {
        values: SIDES.flatMap((side) =>
          (probabilities[side] ?? []).map((probability, label) => ({
            side,
            class: classNames[label],
            probability,
          })),
        ),
      },
      mark: { type: 'bar' },
      encoding: {
        y: {
          field: 'class',
          type: 'nominal',
          sort: classNames,
          scale: { paddingInner: 0.25 },
          axis: { title: null, ticks: false, domain: false, labelPadding: 8 },
        },
        yOffset: { field: 'side', sort: SIDES },
        x: {
          field: 'probability',
          type: 'quantitative',
          scale: { domain: [0, 1] },
          axis: { title: 'Probability', format: '.0%', values: [0, 0.5, 1], grid: false },
        },
        color: colourBySide('square'),
        fillOpacity: { condition: { test: IS_BASE, value: 0.75 }, value: 1 },
      },
    }),
  );
}
