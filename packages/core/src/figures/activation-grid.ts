import { shortestFloat32 } from '../canonical-json.ts';
import type { ActivationGridData, ColourScope } from '../schemas/figure-data.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computePearsonCorrelation } from '../statistics/correlation.ts';
import {
  computeMagnitude,
  computeMaximum,
  computeMean,
  computeMinimum,
} from '../statistics/sums.ts';
import { computeZeroFraction } from '../statistics/summary.ts';
import { assertActivations, pickChannel } from './activations.ts';
import type { LayerActivations } from './activations.ts';
import { GAP_COLOUR, pickColour } from './colour-map.ts';
import type { FigureTable, FigureText, RasterPicture } from './figure.ts';
import { sayLaterActivation } from './later-activation.ts';
import { readModelName, referToModel } from './model-reference.ts';
import { computeLuminance } from './luminance.ts';
import type { Image } from '../images.ts';
import { createRaster, drawTile } from './raster.ts';
import type { Box } from './raster.ts';
import { describeSilence, isDead } from './silence.ts';
import type { ChannelOverImages } from './silence.ts';
import { capitalise, countNoun, formatNumber, formatShare } from './wording.ts';

/** Side of a tile in picture pixels, at most: 32 × 3, 16 × 6 and 8 × 12 all reach it. */
const TILE_SIDE = 96;
/** Picture pixels between tiles. Divides those scales: the whole grid is made of squares of one size. */
const TILE_GAP = 3;

/** What a grid is made from. */
export interface ActivationGridInput extends LayerActivations {
  readonly figure: string;
  readonly model: NamedModel;
  readonly specimen: string;
  /** The specimen itself: the maps are correlated with its luminance. */
  readonly specimenImage: Image;
  /** How far from zero this layer gets in any model for this specimen. */
  readonly modelsMaximum: number;
  /** Whether it has values below zero in any model. */
  readonly isSigned?: boolean;
  /** What the layer's channels do over all validation images, and how many those are. */
  readonly overValidation: {
    readonly images: number;
    readonly channels: readonly ChannelOverImages[];
  };
}

/**
 * Measures every activation map of a layer and lays the maps out in a grid as square as it gets.
 *
 * @throws {LayerprintError} `wrong-shape` or `not-finite`.
 */
export function computeActivationGridData(input: ActivationGridInput): ActivationGridData {
  assertActivations(input);
  const { figure, model, layer, laterActivation, specimen, shape } = input;
  const [height, width, channelCount] = shape;
  const luminance = computeLuminance(input.specimenImage, [height, width]);
  const maps = Array.from({ length: channelCount }, (_, channel) => pickChannel(input, channel));
  const columns = Math.ceil(Math.sqrt(channelCount));
  const magnitudes = maps.map(computeMagnitude);
  const { isSigned = false } = input;
  const channels = maps.map((map, channel) => ({
    channel,
    max: shortestFloat32(computeMaximum(map)),
    ...(isSigned && { min: shortestFloat32(computeMinimum(map)) }),
    mean: computeMean(map),
    zeroFraction: computeZeroFraction(map),
    silent: magnitudes[channel] === 0,
    validation: {
      silentImages: input.overValidation.channels[channel]!.silentImages,
      max: shortestFloat32(input.overValidation.channels[channel]!.max),
    },
    luminanceCorrelation: computePearsonCorrelation(map, luminance),
  }));
  return {
    schemaVersion: SCHEMA_VERSION,
    figure,
    ...referToModel(model),
    layer,
    ...(laterActivation && { laterActivation }),
    specimen,
    shape: [height, width, channelCount],
    layout: {
      rows: Math.ceil(channelCount / columns),
      columns,
      scale: Math.max(1, Math.floor(TILE_SIDE / Math.max(height, width))),
      gap: TILE_GAP,
    },
    ...(isSigned && { signed: true as const }),
    validationImages: input.overValidation.images,
    colourMaximum: {
      map: magnitudes.map(shortestFloat32),
      layer: shortestFloat32(Math.max(...magnitudes)),
      models: shortestFloat32(input.modelsMaximum),
    },
    channels,
    maps: maps.map((map) => Array.from(map, shortestFloat32)),
  };
}

/**
 * Paints a grid in one colour scope: tiles row by row, black where an activation is zero, a grey gap
 * between tiles, no text. Where there are values below zero, these are blue and those above it orange.
 */
export function paintActivationGrid(data: ActivationGridData, scope: ColourScope): RasterPicture {
  const { rows, columns, scale, gap } = data.layout;
  const [height, width] = data.shape;
  const picture = createRaster(
    columns * (width * scale + gap) - gap,
    rows * (height * scale + gap) - gap,
    GAP_COLOUR,
  );
  data.maps.forEach((map, channel) => {
    const maximum = scope === 'map' ? data.colourMaximum.map[channel]! : data.colourMaximum[scope];
    const colourAt = (row: number, column: number) =>
      pickColour(map[row * width + column]!, maximum, data.signed ?? false);
    const { left, top } = locateTile(data, channel);
    drawTile(picture, { height, width, colourAt }, left, top, scale);
  });
  return picture;
}

/** Where a channel's tile lies in the grid's picture, in pixels. */
export function locateTile(
  { shape, layout }: Pick<ActivationGridData, 'shape' | 'layout'>,
  channel: number,
): Box {
  const width = shape[1] * layout.scale;
  const height = shape[0] * layout.scale;
  return {
    left: (channel % layout.columns) * (width + layout.gap),
    top: Math.floor(channel / layout.columns) * (height + layout.gap),
    width,
    height,
  };
}

/** Says in words what a grid shows. */
export function describeActivationGrid(data: ActivationGridData): FigureText {
  const { layer, specimen, channels, colourMaximum } = data;
  const model = readModelName(data);
  const ofLayer = `${layer}${sayLaterActivation(data.laterActivation)}`;
  const [height, width] = data.shape;
  const maps = countNoun(channels.length, 'activation map');
  const mean = computeMean(channels.map((channel) => channel.mean));
  const zeroFraction = computeMean(channels.map((channel) => channel.zeroFraction));
  const n = countNoun(height * width * channels.length, 'value');
  const size = (channel: (typeof channels)[number]) => Math.max(channel.max, -(channel.min ?? 0));
  const strongest = channels.reduce((most, next) => (size(next) > size(most) ? next : most));
  const peak = strongest.max < size(strongest) ? strongest.min! : strongest.max;
  const strength =
    peak === 0
      ? `Nothing in them is ${data.signed ? 'other than' : 'above'} zero, so all of them are black.`
      : `The strongest activation, ${formatNumber(peak)}, is in map ${strongest.channel}.`;
  const range = data.signed
    ? `values below zero are blue, down to ${formatNumber(Math.min(...channels.map(({ min = 0 }) => min)))}, those above it ` +
      `orange, up to ${formatNumber(Math.max(...channels.map(({ max }) => max)))}; the mean is ${formatNumber(mean)}. `
    : `the mean is ${formatNumber(mean)}, the maximum ${formatNumber(colourMaximum.layer)}. `;
  return {
    title: `${layer}, ${model}: ${maps}`,
    caption:
      `The ${maps} of ${ofLayer} in the ${model} model, ${height} × ${width} each, for the specimen ` +
      `${specimen}. Of ${n}, ${formatShare(zeroFraction)} are zero and drawn black; ${range}` +
      capitalise(describeSilence(data)),
    alt:
      `${capitalise(maps)} of ${ofLayer} in the ${model} model, in ${countNoun(data.layout.rows, 'row')} of ` +
      `${data.layout.columns}, numbered from 0. ${formatShare(zeroFraction)} of the area is black. ` +
      `${strength} ${capitalise(describeSilence(data))}`,
  };
}

/** One row a channel. */
export function tabulateActivationGrid(data: ActivationGridData): FigureTable {
  return {
    columns: [
      { key: 'channel', label: 'Map' },
      { key: 'max', label: 'Maximum' },
      ...(data.signed ? [{ key: 'min', label: 'Minimum' }] : []),
      { key: 'mean', label: 'Mean' },
      { key: 'zero_fraction', label: 'Share of zeros' },
      { key: 'silent', label: 'Silent here' },
      { key: 'silent_on_validation', label: 'Silent on validation images, share' },
      { key: 'dead', label: 'Dead: silent on all of them' },
      { key: 'luminance_correlation', label: 'Correlation with luminance' },
    ],
    rows: data.channels.map((channel) => [
      channel.channel,
      channel.max,
      ...(data.signed ? [channel.min!] : []),
      channel.mean,
      channel.zeroFraction,
      channel.silent ? 'yes' : 'no',
      channel.validation.silentImages / data.validationImages,
      isDead(data, channel) ? 'yes' : 'no',
      channel.luminanceCorrelation ?? '',
    ]),
  };
}
