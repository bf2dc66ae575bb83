import { join } from 'node:path';
import {
  CHART_LAYOUTS,
  CHART_THEMES,
  entryOf,
  formatCsv,
  nameForChart,
  type ChartLayout,
  type ChartSpec,
  type ChartTheme,
  type FigureContent,
  type PaintedPicture,
} from '@layerprint/core';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256, writeUnseenFile } from '@layerprint/artifacts/files';
import { encodePng } from '@layerprint/artifacts/png';
import type { FigureFile } from '@layerprint/core/schemas/manifest';
import { VegaLiteSpecSchema } from '@layerprint/core/schemas/vega-lite-spec';

/** A file's content, and what is known of it before it is written. */
type Content = Omit<FigureFile, 'path' | 'bytes' | 'sha256'> & {
  readonly suffix: string;
  readonly content: string | Uint8Array;
};

/** A figure to write; plain data, so that it goes to a thread. */
export interface FigureJob {
  /** What becomes the artifacts folder; nobody looks into it yet. */
  readonly folder: string;
  readonly figure: FigureContent & { readonly id: string };
}

/**
 * Writes a figure's files below `figures/<id>/`, every name starting with the figure's id.
 *
 * @returns What the manifest says of the files: the data first, then the table, then by layout and theme, or scope.
 * @throws {LayerprintError} `invalid-json`, `chart-not-drawn`, `font-not-bundled` or `not-written`.
 */
export async function writeFigureFiles({ folder, figure }: FigureJob): Promise<FigureFile[]> {
  const { id, kind, data } = figure;
  const { schema, tabulate, drawing } = entryOf(kind);
  const json = stringifyCanonicalJson(schema, data, `the data of ${id}`);
  const contents: Content[] = [
    { role: 'data', format: 'json', suffix: '.json', content: json },
    { role: 'table', format: 'csv', suffix: '.csv', content: formatCsv(tabulate(data)) },
    ...(drawing.look === 'chart'
      ? await drawCharts(id, nameForChart(data).data, drawing.specify)
      : drawing.paint(data).map(drawPicture)),
  ];
  const files: FigureFile[] = [];
  for (const { suffix, content, ...known } of contents) {
    const path = `figures/${id}/${id}${suffix}`;
    await writeUnseenFile(join(folder, path), content);
    files.push({ ...known, path, bytes: Buffer.byteLength(content), sha256: hashSha256(content) });
  }
  return files;
}

/** A chart in every layout and theme: its specification, and its pictures. */
async function drawCharts<D>(
  id: string,
  data: D,
  specify: (data: D, theme: ChartTheme, layout: ChartLayout) => ChartSpec,
): Promise<Content[]> {
  // Vega takes its time to load, and most figures are no charts.
  const { PNG_SCALE, renderChart } = await import('@layerprint/artifacts/render');
  const contents: Content[] = [];
  for (const layout of CHART_LAYOUTS) {
    for (const theme of CHART_THEMES) {
      const spec = specify(data, theme, layout);
      const { svg, png, width, height } = await renderChart(spec);
      // Wide is what a chart is where nothing is said.
      const variant = { theme, ...(layout !== 'wide' && { layout }) };
      const suffix = nameVariant(variant);
      const size = { width: width * PNG_SCALE, height: height * PNG_SCALE };
      const json = stringifyCanonicalJson(VegaLiteSpecSchema, spec, `the specification of ${id}`);
      const picture = { role: 'picture', ...variant } as const;
      contents.push(
        { role: 'spec', format: 'json', ...variant, suffix: `${suffix}.vl.json`, content: json },
        { ...picture, format: 'svg', suffix: `${suffix}.svg`, width, height, content: svg },
        { ...picture, format: 'png', suffix: `${suffix}.png`, ...size, content: png },
      );
    }
  }
  return contents;
}

function drawPicture({ picture, ...variant }: PaintedPicture): Content {
  return {
    role: 'picture',
    format: 'png',
    ...variant,
    suffix: `${nameVariant(variant)}.png`,
    width: picture.width,
    height: picture.height,
    content: encodePng(picture),
  };
}

/** What tells a file of a figure from its others, behind the figure's id. */
function nameVariant({ theme, scope, layout }: Pick<FigureFile, 'theme' | 'scope' | 'layout'>) {
  return [theme, scope, layout].map((part) => (part === undefined ? '' : `-${part}`)).join('');
}
