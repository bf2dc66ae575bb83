import {
  computeReceptiveFields,
  findLayerRoles,
  findZeroPadding,
  listMatchedLayers,
  listShownLayers,
} from '@layerprint/core';
import type { Artifacts } from '@layerprint/artifacts';
import { LayerprintError } from '@layerprint/core/errors';
import type { Specimen } from '@layerprint/core/schemas/dataset';
import type { Layer, Pair } from '@layerprint/core/schemas/layer';
import { findFigure, type FigureOf } from './find.ts';
import { listReportModels, type ReportModel } from './report-models.ts';
import { findSpecimenPicture } from './specimens.ts';

/** The activation maps of one layer and specimen in all models, in the order of legends. */
export interface SpecimenView {
  readonly specimen: Specimen;
  readonly picture: FigureOf<'picture'>;
  readonly grids: readonly (FigureOf<'activation-grid'> & { readonly of: ReportModel })[];
}

/** What the page of a layer shows: the main specimen first. */
export interface LayerPage {
  readonly layer: Layer;
  /** From the site's root. */
  readonly path: string;
  /** Height and width of its maps, in values. */
  readonly mapSize: Pair;
  /** Height and width, in pixels, of the part of the image that one value can depend on. */
  readonly receptiveField: Pair;
  /** Whether zeros beyond an edge can show in its maps. */
  readonly hasRims: boolean;
  readonly views: readonly SpecimenView[];
  /** The first of the views. */
  readonly main: SpecimenView;
  /** Its filters in the first model beside those of each other; none of a layer whose channels are no filters. */
  readonly matches: readonly FigureOf<'matched-filters'>[];
}

/**
 * Lists the layers whose activation maps are shown, in the network's order, with the maps of every specimen.
 *
 * @throws {LayerprintError} `figure-missing`, when a layer, specimen or model has none.
 */
export function listLayerPages(report: Artifacts): LayerPage[] {
  const { dataset, experiment } = report.manifest;
  const { layers } = findFigure(report, 'architecture', {}).data;
  const fields = computeReceptiveFields(layers);
  const zeros = findZeroPadding(layers);
  const roles = findLayerRoles(layers, experiment.roles);
  const matched = listMatchedLayers(layers, roles);
  return listShownLayers(layers, roles).map((layer) => {
    const views = dataset.specimens.map((specimen) => findView(report, layer, specimen));
    return {
      layer,
      path: layerPath(layer.name),
      mapSize: [layer.outputShape[0]!, layer.outputShape[1]!],
      receptiveField: fields[layers.indexOf(layer)]!.size,
      hasRims: zeros[layers.indexOf(layer)]!,
      views,
      main: views[0]!,
      matches: matched.includes(layer) ? findMatches(report, layer) : [],
    };
  });
}

function findMatches(report: Artifacts, { name: layer }: Layer): FigureOf<'matched-filters'>[] {
  const [, ...others] = listReportModels(report.manifest);
  return others.map(({ id: model }) =>
    findFigure(report, 'matched-{layer}-{model}', { layer, model }),
  );
}

function findView(report: Artifacts, layer: Layer, specimen: Specimen): SpecimenView {
  return {
    specimen,
    picture: findSpecimenPicture(report, specimen),
    grids: listReportModels(report.manifest).map((of) => {
      const parts = { layer: layer.name, model: of.id, specimen: specimen.id };
      return { ...findFigure(report, 'activations-{layer}-{model}-{specimen}', parts), of };
    }),
  };
}

/** A channel of a layer, in all models in the order of legends. */
export interface ChannelRow {
  readonly channel: number;
  readonly inModels: readonly { readonly grid: GridData; readonly statistics: ChannelStatistics }[];
}
type GridData = FigureOf<'activation-grid'>['data'];
type ChannelStatistics = GridData['channels'][number];

/** Puts the channels of all models beside each other, by their number. */
export function pairChannels({ grids }: SpecimenView): ChannelRow[] {
  return grids[0]!.data.channels.map(({ channel }) => ({
    channel,
    inModels: grids.map(({ data }) => ({ grid: data, statistics: data.channels[channel]! })),
  }));
}

/**
 * Finds the page of a layer by its name.
 *
 * @throws {LayerprintError} `layer-missing`.
 */
export function findLayerPage(pages: readonly LayerPage[], name: string): LayerPage {
  const page = pages.find(({ layer }) => layer.name === name);
  if (page) return page;
  throw new LayerprintError(
    'layer-missing',
    `There is no page of a layer ${name}.`,
    'Name one whose maps the report shows.',
  );
}

/** Where the page of a layer is, from the site's root. */
function layerPath(layer: string): string {
  return `layers/${layer}/`;
}
