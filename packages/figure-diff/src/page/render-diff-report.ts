import { join } from 'node:path';
import { waitForAll } from '@layerprint/core';
import { writeUnseenFile } from '@layerprint/artifacts/files';
import type { Diff } from '../schemas/diff.ts';
import type { ChartThread } from './charts/chart-thread.ts';
import { listOverlayCharts } from './charts/overlay-charts.ts';
import { recolourForDark } from './charts/recolour-for-dark.ts';
import { loadPage, type RenderPage } from './compile-page.ts';
import type { ChartSize } from './page-input.ts';
import { sealPage } from './seal-page.ts';

/** What of a report does not wait for the pictures of its figures. */
export interface PreparedReport {
  readonly renderPage: RenderPage;
  /** SVG by path below the folder of the report. */
  readonly charts: ReadonlyMap<string, string>;
}

/** Draws the charts of a report on a thread of their own and loads its page. */
export async function prepareReport(
  figures: Diff['figures'],
  drawing: ChartThread,
  signal?: AbortSignal,
): Promise<PreparedReport> {
  const charts = figures.flatMap(listOverlayCharts);
  const [svgs, renderPage] = await waitForAll([
    drawing.run(charts.map(({ spec }) => spec)),
    loadPage(signal),
  ]);
  const drawn = charts.flatMap(({ path, darkPath }, i): [string, string][] => [
    [path, svgs[i]!],
    [darkPath, recolourForDark(svgs[i]!)],
  ]);
  return { renderPage, charts: new Map(drawn) };
}

/**
 * Writes the page of a comparison, which holds its styles, fonts and script and works from a file, and the
 * charts that it shows, beside its pictures into a folder that nobody reads yet.
 */
export async function writeReport(
  folder: string,
  diff: Diff,
  { renderPage, charts }: PreparedReport,
): Promise<void> {
  for (const [path, svg] of charts) await writeUnseenFile(join(folder, path), svg);
  const chartSizes = new Map([...charts].map(([path, svg]) => [path, readSize(svg)]));
  const html = await renderPage({ diff, chartSizes });
  await writeUnseenFile(join(folder, 'index.html'), sealPage(html));
}

function readSize(svg: string): ChartSize {
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!;
  return { width: Number(width), height: Number(height) };
}
