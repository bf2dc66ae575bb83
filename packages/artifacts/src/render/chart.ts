import type { Canvas } from 'canvas';
import { parse, resetSVGDefIds, View } from 'vega';
import type { Loader, LoggerInterface } from 'vega';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import { LayerprintError } from '@layerprint/core/errors';
import type { ChartSpec } from '@layerprint/core';
import { embedFont, FONT_FAMILY, registerFont } from './font.ts';
import { encodePng } from './png.ts';

/** Pixels of the PNG for one of the SVG, in each direction. */
export const PNG_SCALE = 2;

/** A chart as pictures. */
export interface RenderedChart {
  /** Self-contained: holds its font, loads nothing. */
  readonly svg: string;
  readonly png: Uint8Array;
  /** Of the SVG, in CSS pixels; the PNG has `PNG_SCALE` times as many. */
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a Vega-Lite specification: the same specification always gives the same bytes.
 *
 *     spec ── vega-lite ──► Vega spec ── view ──► SVG ── font put in ──► svg
 *                                        └─────► canvas ── pixels ─────► png
 *
 * Text is measured and drawn with the bundled font alone.
 *
 * @param spec Whole: it holds its data. `name` says in errors which chart it is.
 * @throws {LayerprintError} `chart-not-drawn`, when Vega warns of anything or the specification asks for
 *   something outside itself; `font-not-bundled`.
 */
export function renderChart(spec: TopLevelSpec | ChartSpec): Promise<RenderedChart> {
  return drawInTurn(spec, async (view) => {
    const svg = await view.toSVG();
    const canvas = (await view.toCanvas(PNG_SCALE)) as unknown as Canvas;
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    return {
      svg: embedFont(svg),
      png: encodePng({ width, height, pixels }),
      width: width / PNG_SCALE,
      height: height / PNG_SCALE,
    };
  });
}

/** Draws a chart as SVG alone, as `renderChart` does, in a third of the time. */
export function renderChartSvg(spec: TopLevelSpec | ChartSpec): Promise<string> {
  return drawInTurn(spec, async (view) => embedFont(await view.toSVG()));
}

/** Charts are drawn one after the other, because Vega numbers clip paths over the whole process. */
let previousChart: Promise<unknown> = Promise.resolve();

async function drawInTurn<T>(
  spec: TopLevelSpec | ChartSpec,
  take: (view: View) => Promise<T>,
): Promise<T> {
  registerFont();
  const drawn = previousChart.then(() => draw(spec, take));
  previousChart = drawn.catch(() => undefined);
  try {
    return await drawn;
  } catch (cause) {
    if (cause instanceof LayerprintError) throw cause;
    throw new LayerprintError(
      'chart-not-drawn',
      `The chart ${spec.name ?? '(unnamed)'} was not drawn: ${(cause as Error).message.replace(/\.?$/, '.')}`,
      'Correct its Vega-Lite specification.',
      { cause },
    );
  }
}

async function draw<T>(
  spec: TopLevelSpec | ChartSpec,
  take: (view: View) => Promise<T>,
): Promise<T> {
  const complaints: string[] = [];
  const logger = collectComplaints(complaints);

  // 1. Vega-Lite to Vega.
  const vegaSpec = compile(spec as TopLevelSpec, { config: { font: FONT_FAMILY }, logger }).spec;

  // 2. Vega to what is asked for.
  const loader = refuseToLoad(complaints);
  const view = new View(parse(vegaSpec), { renderer: 'none', loader, logger });
  resetSVGDefIds();
  const taken = await take(view);
  view.finalize();
  if (complaints.length > 0) throw new Error([...new Set(complaints)].join('; '));
  return taken;
}

function collectComplaints(complaints: string[]): LoggerInterface {
  const collect = (...parts: readonly unknown[]): LoggerInterface => {
    complaints.push(parts.map(String).join(' '));
    return logger;
  };
  const ignore = () => logger;
  const logger = {
    level: ignore,
    error: collect,
    warn: collect,
    info: ignore,
    debug: ignore,
  } as LoggerInterface;
  return logger;
}

function refuseToLoad(complaints: string[]): Loader {
  const refuse = (address: string) => {
    const complaint = `a chart may not load anything, and this one asks for ${address}`;
    complaints.push(complaint);
    return Promise.reject(new Error(complaint));
  };
  return { load: refuse, sanitize: refuse, http: refuse, file: refuse };
}
