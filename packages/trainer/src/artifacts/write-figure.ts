import { join } from 'node:path';
import { FIGURE_DATA_SCHEMAS, type OpenedFigure } from '@layerprint/artifacts';
import {
  formatCsv,
  type ChartLayout,
  type ChartSpec,
  type ChartTheme,
  type FigureTable,
  type FigureText,
  type RasterPicture,
} from '@layerprint/core';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256, writeUnseenFile } from '@layerprint/artifacts/files';
import { encodePng, PNG_SCALE, renderChart } from '@layerprint/artifacts/render';
import type { ColourScope } from '@layerprint/core/schemas/figure-data';
import {
  type Figure,
  type FIGURE_LOOKS,
  type FigureFile,
  type FigureKind,
} from '@layerprint/core/schemas/manifest';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import { VegaLiteSpecSchema } from '@layerprint/core/schemas/vega-lite-spec';

/** A figure before it has files: its data and its drawings are those of its kind. */
export type FigureDraft = Pick<Figure, 'id' | 'number' | 'model' | 'layer' | 'specimen'> & {
  /** The models that the figure is made from. */
  readonly madeFrom: readonly ModelName[];
  readonly text: FigureText;
  readonly table: FigureTable;
} & {
    [K in FigureKind]: Pick<Extract<OpenedFigure, { kind: K }>, 'kind' | 'data'> &
      Drawings[(typeof FIGURE_LOOKS)[K]];
  }[FigureKind];

interface Drawings {
  /** A specification a theme and layout. */
  readonly chart: { readonly charts: readonly ChartDraft[]; readonly pictures?: undefined };
  readonly pixels: { readonly pictures: readonly PictureDraft[]; readonly charts?: undefined };
}

interface ChartDraft {
  readonly theme: ChartTheme;
  readonly layout: ChartLayout;
  readonly spec: ChartSpec;
}

interface PictureDraft {
  readonly scope?: ColourScope;
  readonly layout?: FigureFile['layout'];
  readonly picture: RasterPicture;
}

/** A file's content, and what is known of it before it is written. */
type Content = Omit<FigureFile, 'path' | 'bytes' | 'sha256'> & {
  readonly suffix: string;
  readonly content: string | Uint8Array;
};

/**
 * Writes a figure's files below `figures/<id>/`, every name starting with the figure's id.
 *
 * @param folder What becomes the artifacts folder; nobody looks into it yet.
 * @returns What the manifest says of the files: the data first, then the table, then by layout and theme, or scope.
 * @throws {LayerprintError} `invalid-json`, `chart-not-drawn`, `font-not-bundled` or `not-written`.
 */
export async function writeFigureFiles(folder: string, draft: FigureDraft): Promise<FigureFile[]> {
  const contents: Content[] = [
    { role: 'data', format: 'json', suffix: '.json', content: formatData(draft) },
    { role: 'table', format: 'csv', suffix: '.csv', content: formatCsv(draft.table) },
    ...(await drawCharts(draft)),
    ...drawPictures(draft),
  ];
  const files: FigureFile[] = [];
  for (const { suffix, content, ...known } of contents) {
    const path = `figures/${draft.id}/${draft.id}${suffix}`;
    await writeUnseenFile(join(folder, path), content);
    files.push({ ...known, path, bytes: Buffer.byteLength(content), sha256: hashSha256(content) });
  }
  return files;
}

function formatData({ id, kind, data }: FigureDraft): string {
  return stringifyCanonicalJson(FIGURE_DATA_SCHEMAS[kind], data as never, `the data of ${id}`);
}

async function drawCharts({ id, charts }: FigureDraft): Promise<Content[]> {
  const contents: Content[] = [];
  for (const { theme, layout, spec } of charts ?? []) {
    const { svg, png, width, height } = await renderChart(spec);
    // Wide is what a chart is where nothing is said.
    const variant = { theme, ...(layout !== 'wide' && { layout }) };
    const suffix = nameVariant(variant);
    const size = { width: width * PNG_SCALE, height: height * PNG_SCALE };
    contents.push(
      {
        role: 'spec',
        format: 'json',
        ...variant,
        suffix: `${suffix}.vl.json`,
        content: stringifyCanonicalJson(VegaLiteSpecSchema, spec, `the specification of ${id}`),
      },
      {
        role: 'picture',
        format: 'svg',
        ...variant,
        suffix: `${suffix}.svg`,
        width,
        height,
        content: svg,
      },
      {
        role: 'picture',
        format: 'png',
        ...variant,
        suffix: `${suffix}.png`,
        ...size,
        content: png,
      },
    );
  }
  return contents;
}

function drawPictures({ pictures }: FigureDraft): Content[] {
  return (pictures ?? []).map(({ picture, ...variant }) => ({
    role: 'picture',
    format: 'png',
    ...variant,
    suffix: `${nameVariant(variant)}.png`,
    width: picture.width,
    height: picture.height,
    content: encodePng(picture),
  }));
}

/** What tells a file of a figure from its others, behind the figure's id. */
function nameVariant({ theme, scope, layout }: Pick<FigureFile, 'theme' | 'scope' | 'layout'>) {
  return [theme, scope, layout].map((part) => (part === undefined ? '' : `-${part}`)).join('');
}
