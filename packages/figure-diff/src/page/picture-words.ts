import { formatShare } from '@layerprint/core';
import type { ColourScope } from '@layerprint/core/schemas/figure-data';
import type { PictureDiff } from '../schemas/figure-diff.ts';

/** The ways to look at two pictures, in the order of their buttons. */
export const VIEWS = [
  { value: 'side', label: 'Side by side' },
  { value: 'slider', label: 'Slider' },
  { value: 'blend', label: 'Blend' },
  { value: 'toggle', label: 'Toggle' },
  { value: 'difference', label: 'Difference' },
] as const;

/** What bright means in a grid, since each side has its own scale. */
export const SCOPE_NOTES: Readonly<Record<ColourScope, string>> = {
  map: 'Brightest is each map’s own maximum.',
  layer: 'Brightest is the highest activation of the model’s layer on its own side.',
  models: 'Brightest is the highest activation of both models’ layer on its own side.',
};

/** What a difference is called. */
export const DIFFERENCE_NAME = 'Difference, head − base';

/** Says where and how much two pictures differ. */
export function describeDifference({
  share,
  densest,
  darker,
  brighter,
}: NonNullable<PictureDiff['difference']>): string {
  if (!densest)
    return `The pictures are not of the same bytes, and ${formatShare(share)} of their pixels differ.`;
  return (
    `${formatShare(share)} of the pixels differ; most of ` +
    `them in ${densest.place}: ${formatShare(densest.share)} of it. ` +
    `The head is darker by up to ${formatShare(darker)} and brighter by up to ${formatShare(brighter)}.`
  );
}
