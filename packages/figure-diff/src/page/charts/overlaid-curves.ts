import { capitalise, CHART_COLOURS } from '@layerprint/core';
import type { TrainingCurvesDiff } from '../../kinds/training-curves.ts';
import { colourBySide, completePanel, sayBoth, SIDES, WIDTH_BY_SIDE } from './side-chart.ts';
import type { OverlayPanel } from './side-chart.ts';

type ModelCurves = TrainingCurvesDiff['models'][number];

const PLOT_HEIGHT = 200;
/** Training is told from validation by dash. */
const PARTS = ['validation', 'training'] as const;
const PART_DASHES = [
  [1, 0],
  [2, 3],
];

/**
 * Draws a metric by epoch, a panel a model, both sides over each other: validation whole, training dotted,
 * and the epoch whose weights were kept ringed. The page says so: a legend would lie over the curves.
 */
export function specifyOverlaidCurves(name: string, data: TrainingCurvesDiff): OverlayPanel[] {
  return data.models.map((curves) => specifyPanel(name, data, curves));
}

function specifyPanel(
  name: string,
  { metric, unit }: TrainingCurvesDiff,
  curves: ModelCurves,
): OverlayPanel {
  const color = colourBySide('stroke');
  const strokeDash = {
    field: 'part',
    type: 'nominal',
    scale: { domain: PARTS, range: PART_DASHES },
    legend: null,
  };
  const { scale, axis, title } = {
    accuracy: {
      scale: { domain: [0, 1] },
      axis: { format: '.0%', tickCount: 5 },
      title: 'Accuracy',
    },
    loss: { scale: { zero: true, nice: true }, axis: { tickCount: 5 }, title: `Loss (${unit})` },
  }[metric];
  return completePanel(name, {
    title: capitalise(curves.model),
    note: `Kept epoch: ${sayBoth(curves.bestEpoch, String)}`,
    height: PLOT_HEIGHT,
    data: { values: listPoints(curves) },
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        scale: { domain: [0.5, countEpochs(curves) + 0.5], nice: false },
        axis: { title: 'Epoch', tickMinStep: 1, grid: false, format: 'd', tickCount: 6 },
      },
      y: { field: 'value', type: 'quantitative', scale, axis: { ...axis, title } },
    },
    layer: [
      { mark: { type: 'line' }, encoding: { color, strokeDash, ...WIDTH_BY_SIDE } },
      {
        data: { values: listKept(curves) },
        mark: {
          type: 'point',
          size: 110,
          strokeWidth: 1.75,
          opacity: 1,
          fill: CHART_COLOURS.light.page,
        },
        encoding: { color },
      },
    ],
  });
}

function listPoints(curves: ModelCurves) {
  return SIDES.flatMap((side) =>
    PARTS.flatMap((part) =>
      (curves[part][side] ?? []).map((value, index) => ({ side, part, epoch: index + 1, value })),
    ),
  );
}

function listKept({ bestEpoch, validation }: ModelCurves) {
  return SIDES.flatMap((side) => {
    const epoch = bestEpoch[side];
    const value = epoch === null ? undefined : validation[side]?.[epoch - 1];
    return value === undefined ? [] : [{ side, epoch, value }];
  });
}

function countEpochs({ validation }: ModelCurves): number {
  return Math.max(1, ...SIDES.map((side) => validation[side]?.length ?? 0));
}
