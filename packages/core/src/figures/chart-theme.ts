import type { ModelName } from '../schemas/scalars.ts';
import { MODEL_NAMES } from '../schemas/scalars.ts';

/** Which page background a chart is drawn for. */
export type ChartTheme = 'light' | 'dark';
export const CHART_THEMES = ['light', 'dark'] as const satisfies readonly ChartTheme[];

/** How a chart is laid out: for a column of a page, or for a phone, where its panels are stacked. */
export type ChartLayout = 'wide' | 'narrow';
export const CHART_LAYOUTS = ['wide', 'narrow'] as const satisfies readonly ChartLayout[];

/** Width of a chart's plot in CSS pixels, its axes not counted. */
export const CHART_WIDTH = 540;

/** The same of a narrow chart: with its axes it fits a phone of 390 pixels without being scaled. */
export const NARROW_CHART_WIDTH = 240;

/** A Vega-Lite specification, whole: it holds its data and asks for nothing outside itself. */
export interface ChartSpec {
  readonly $schema: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** The colours of a theme. */
export interface ChartColours {
  readonly page: string;
  readonly ink: string;
  /** Axis titles, notes. */
  readonly muted: string;
  readonly grid: string;
  /** What belongs to neither model. */
  readonly neutral: string;
  readonly models: Readonly<Record<ModelName, string>>;
  readonly channels: Readonly<Record<'red' | 'green' | 'blue', string>>;
}

export const CHART_COLOURS: Readonly<Record<ChartTheme, ChartColours>> = {
  light: {
    page: '#ffffff',
    ink: '#1b1f24',
    muted: '#57606a',
    grid: '#e4e7eb',
    neutral: '#8b949e',
    models: { benchmark: '#1f6fb2', dummy: '#c23b3b' },
    channels: { red: '#b3261e', green: '#1a7f37', blue: '#0b57d0' },
  },
  dark: {
    page: '#16181d',
    ink: '#e6e9ee',
    muted: '#a6adb8',
    grid: '#2c313a',
    neutral: '#7d8590',
    models: { benchmark: '#6cb6ff', dummy: '#ff8a80' },
    channels: { red: '#ff8a80', green: '#6fdd8b', blue: '#8ab4f8' },
  },
};

/** The models' second mark besides colour: the dummy's lines are broken. */
export const MODEL_DASHES: Readonly<Record<ModelName, readonly number[]>> = {
  benchmark: [1, 0],
  dummy: [6, 3],
};

/**
 * Completes a chart with what all charts share: schema, page colour, font, quiet axes.
 *
 * @param name The figure's id.
 * @param body Data, marks and encodings.
 */
export function completeChart(
  name: string,
  theme: ChartTheme,
  body: Readonly<Record<string, unknown>>,
): ChartSpec {
  const { page, ink, muted, grid } = CHART_COLOURS[theme];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    name,
    background: page,
    padding: 12,
    ...body,
    config: {
      font: 'Inter',
      view: { stroke: null },
      axis: {
        domainColor: muted,
        gridColor: grid,
        labelColor: ink,
        labelFontSize: 13,
        labelFlush: false,
        tickColor: muted,
        titleColor: muted,
        titleFontSize: 13,
        titleFontWeight: 400,
        titlePadding: 8,
      },
      legend: {
        labelColor: ink,
        labelFontSize: 13,
        clipHeight: 20,
      },
      text: { color: ink, fontSize: 13 },
      title: {
        color: ink,
        fontSize: 14,
        fontWeight: 600,
        anchor: 'start',
        frame: 'group',
        offset: 10,
      },
      concat: { spacing: 24 },
    },
  };
}

/** The models' points: a second mark besides colour. */
export const MODEL_SHAPES: Readonly<Record<ModelName, string>> = {
  benchmark: 'circle',
  dummy: 'square',
};

/** A channel's scale that gives each model its own colour, dash or shape. */
export function scaleByModel(range: Readonly<Record<ModelName, unknown>>) {
  return { domain: MODEL_NAMES, range: MODEL_NAMES.map((name) => range[name]) };
}
