import { CHART_COLOURS, completeChart } from '@layerprint/core';
import type { ChartSpec, ChartTheme } from '@layerprint/core';

/** Both sides of a comparison, as charts name them. */
export const SIDES = ['base', 'head'] as const;
export type SideName = (typeof SIDES)[number];

/** The same thing in the base and in the head; null where a side does not have it. */
export type OfSides<T> = Readonly<Record<SideName, T | null>>;

/** The head's colour by theme, as in `styles/sides.css`; the base is grey, as what it is compared with. */
export const HEAD_COLOURS: Readonly<Record<ChartTheme, string>> = {
  light: '#7a3ea8',
  dark: '#c9a2ff',
};

/** Width of a panel's plot in CSS pixels: one fits on a phone, and two beside each other on a page. */
const PANEL_WIDTH = 222;

/** A channel that tells the sides apart by colour, with a legend below. */
export function colourBySide(symbolType: 'stroke' | 'square') {
  const range = [CHART_COLOURS.light.neutral, HEAD_COLOURS.light];
  const symbolSize = { stroke: 400, square: 90 }[symbolType];
  return {
    field: 'side',
    type: 'nominal',
    scale: { domain: SIDES, range },
    legend: { orient: 'bottom', symbolType, symbolSize, title: null },
  };
}

/** Whether a row of data is the base's, as a Vega expression. */
export const IS_BASE = "datum.side === 'base'";

/** The base's line is broad and pale, so that it is seen below a head's that is the same. */
export const WIDTH_BY_SIDE = {
  strokeWidth: { condition: { test: IS_BASE, value: 4 }, value: 1.75 },
  strokeOpacity: { condition: { test: IS_BASE, value: 0.6 }, value: 1 },
} as const;

/** One chart of a figure that is drawn with both sides over each other. */
export interface OverlayPanel {
  /** What it is of: "Dummy". */
  readonly title: string;
  /** What changed in it, in words; empty where the drawing says it all. */
  readonly note: string;
  readonly spec: ChartSpec;
}

/** Completes a panel with what all have: width, colours for light, and a title with what changed below. */
export function completePanel(
  name: string,
  { title, note, ...body }: { title: string; note: string } & Readonly<Record<string, unknown>>,
): OverlayPanel {
  const heading = {
    text: title,
    subtitle: note,
    subtitleColor: CHART_COLOURS.light.muted,
    subtitleFontSize: 13,
    subtitlePadding: 5,
  };
  return {
    title,
    note,
    spec: completeChart(name, 'light', { width: PANEL_WIDTH, title: heading, ...body }),
  };
}

/** "2 to 3", "2, unchanged", "only in the base: 2". */
export function sayBoth<T>({ base, head }: OfSides<T>, show: (value: T) => string): string {
  if (base === null) return head === null ? 'on neither side' : `only in the head: ${show(head)}`;
  if (head === null) return `only in the base: ${show(base)}`;
  const [before, after] = [show(base), show(head)];
  return before === after ? `${before}, unchanged` : `${before} to ${after}`;
}
