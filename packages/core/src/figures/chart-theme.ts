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
  /** What belongs to no model. */
  readonly neutral: string;
  /** By the place of a model in the list of all. */
  readonly models: readonly string[];
  readonly channels: Readonly<Record<'red' | 'green' | 'blue', string>>;
}

export const CHART_COLOURS: Readonly<Record<ChartTheme, ChartColours>> = {
  light: {
    page: '#ffffff',
    ink: '#1b1f24',
    muted: '#57606a',
    grid: '#e4e7eb',
    neutral: '#8b949e',
    models: [
      '#1f6fb2',
      '#c23b3b',
      '#1a7f37',
      '#8250df',
      '#9a6700',
      '#0b7285',
      '#b02a8f',
      '#57606a',
    ],
    channels: { red: '#b3261e', green: '#1a7f37', blue: '#0b57d0' },
  },
  dark: {
    page: '#16181d',
    ink: '#e6e9ee',
    muted: '#a6adb8',
    grid: '#2c313a',
    neutral: '#7d8590',
    models: [
      '#6cb6ff',
      '#ff8a80',
      '#6fdd8b',
      '#c4a1ff',
      '#e3b341',
      '#56d4dd',
      '#ff9bce',
      '#c9d1d9',
    ],
    channels: { red: '#ff8a80', green: '#6fdd8b', blue: '#8ab4f8' },
  },
};

/** The models' second mark besides colour, by their place: only the first one's lines are whole. */
export const MODEL_DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [6, 3],
  [2, 2],
  [10, 3, 2, 3],
  [12, 4],
  [2, 5],
  [8, 2, 2, 2, 2, 2],
  [4, 1],
];

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

/** The models' points, by their place: a second mark besides colour. */
export const MODEL_SHAPES: readonly string[] = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
];

/** A channel's scale that gives each model its own colour, dash or shape, by its place in the list. */
export function scaleByModel(names: readonly string[], range: readonly unknown[]) {
  return { domain: names, range: range.slice(0, names.length) };
}

/** A text as a Vega expression has it. */
export function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
