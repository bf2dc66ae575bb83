import { shortestFloat32 } from '../canonical-json.ts';
import type { PictureData } from '../schemas/figure-data.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computeMagnitude, computeSum } from '../statistics/sums.ts';
import { computeZeroFraction } from '../statistics/summary.ts';
import { assertActivations } from './activations.ts';
import type { LayerActivations } from './activations.ts';
import { GAP_COLOUR, pickColour } from './colour-map.ts';
import type { FigureTable, FigureText, RasterPicture } from './figure.ts';
import { nameLaterActivation } from './later-activation.ts';
import { assertImage } from './luminance.ts';
import { readModelName, referToModel, tellCount } from './model-reference.ts';
import type { Image } from '../images.ts';
import { createRaster, fitTile } from './raster.ts';
import type { Box, Tile } from './raster.ts';
import { countNoun, formatNumber, formatShape, formatShare, joinWords } from './wording.ts';

/** The specimen's longer side in picture pixels, at most: where it is alone, and as one of several panels. */
const SIDE_ALONE = 256;
const SIDE_IN_ROW = 192;
/** Picture pixels between panels. */
const PANEL_GAP = 4;

/** What links to a page are shown with, in pixels: what the Open Graph's readers crop least. */
const SOCIAL = { width: 1200, height: 630 };
/** In it, the specimen's longer side at most; that of a layer is half as long. */
const SOCIAL_SIDE = 576;
const SOCIAL_BACKGROUND = [22, 24, 29];

type Panel = PictureData['panels'][number];

/** What a picture is made from. */
export interface PictureInput {
  readonly figure: string;
  readonly specimen: string;
  readonly image: Image;
  /** How many models the report has. */
  readonly models?: number;
  /** How many of them were not trained here. */
  readonly loaded?: number;
  /** Layers to show beside the specimen, left to right; none for the specimen alone. */
  readonly layers: readonly (LayerActivations & { readonly model: NamedModel })[];
}

/**
 * Puts the specimen beside what layers make of it: of each layer the mean over its channels, so that what
 * many channels keep stands out and the rest fades.
 *
 * @throws {LayerprintError} `wrong-shape` or `not-finite`.
 */
export function computePictureData(input: PictureInput): PictureData {
  assertImage(input.image);
  const { height, width, channels } = input.image;
  const pixels = Array.from(input.image.pixels, (byte) => shortestFloat32(byte / 255));
  const side = input.layers.length === 0 ? SIDE_ALONE : SIDE_IN_ROW;
  const image: Panel = {
    name: 'input',
    model: null,
    shape: [height, width, channels],
    colourMaximum: 1,
    zeroFraction: computeZeroFraction(pixels),
    values: pixels,
  };
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    specimen: input.specimen,
    ...tellCount(input.models),
    ...(input.loaded && { loaded: input.loaded }),
    scale: Math.floor(side / Math.max(height, width)),
    panels: [image, ...input.layers.map(computePanel)],
  };
}

function computePanel(layer: PictureInput['layers'][number]): Panel {
  assertActivations(layer);
  const [height, width, channels] = layer.shape;
  const values = Array.from({ length: height * width }, (_, place) => {
    const start = place * channels;
    return shortestFloat32(
      computeSum(layer.activations.subarray(start, start + channels)) / channels,
    );
  });
  return {
    name: layer.layer,
    ...referToModel(layer.model),
    ...(layer.laterActivation && { laterActivation: layer.laterActivation }),
    shape: [height, width, 1],
    colourMaximum: computeMagnitude(values),
    zeroFraction: computeZeroFraction(values),
    values,
  };
}

/** Paints the panels in a row, all of one size, without smoothing and without text. */
export function paintPicture(data: PictureData): RasterPicture {
  const last = locatePanel(data, data.panels.length - 1);
  const picture = createRaster(last.left + last.width, last.height, GAP_COLOUR);
  data.panels.forEach((panel, i) => {
    fitTile(picture, makeTile(panel), locatePanel(data, i));
  });
  return picture;
}

/**
 * Paints the specimen large and the first four layers beside it, two by two, in the shape that links to a
 * page are shown with.
 */
export function paintSocialPicture({ panels: [image, ...layers] }: PictureData): RasterPicture {
  const picture = createRaster(SOCIAL.width, SOCIAL.height, SOCIAL_BACKGROUND);
  const [rows, columns] = image!.shape;
  // Even, so that a layer is drawn in whole pixels.
  const scale = 2 * Math.floor(SOCIAL_SIDE / 2 / Math.max(rows, columns));
  const [height, width] = [rows * scale, columns * scale];
  const margin = Math.floor((SOCIAL.width - 2 * width) / 3);
  const top = Math.floor((SOCIAL.height - height) / 2);
  fitTile(picture, makeTile(image!), { left: margin, top, width, height });
  layers.slice(0, 4).forEach((layer, place) => {
    const left = width + 2 * margin + (place % 2) * (width / 2);
    const down = top + Math.floor(place / 2) * (height / 2);
    const box = { left, top: down, width: width / 2, height: height / 2 };
    fitTile(picture, makeTile(layer), box);
  });
  return picture;
}

/** Where a panel lies in the picture, in pixels, counted from the left. */
export function locatePanel(
  { panels, scale }: Pick<PictureData, 'panels' | 'scale'>,
  panel: number,
): Box {
  const [rows, columns] = panels[0]!.shape;
  const width = columns * scale;
  return { left: panel * (width + PANEL_GAP), top: 0, width, height: rows * scale };
}

/** The specimen as it is, in grey or in colour; what a layer makes of it in the colours of activations. */
function makeTile(panel: Panel): Tile {
  const { model, shape, values, colourMaximum } = panel;
  const isSigned = hasNegatives(panel);
  const [height, width, channels] = shape;
  const colourAt = (row: number, column: number): ArrayLike<number> => {
    const at = (row * width + column) * channels;
    if (model === null) {
      return [0, 1, 2].map((place) =>
        Math.round(values[at + Math.min(place, channels - 1)]! * 255),
      );
    }
    return pickColour(values[at]!, colourMaximum, isSigned);
  };
  return { height, width, colourAt };
}

/** Says in words what a picture shows. */
export function describePicture({
  specimen,
  panels,
  models: count = 2,
  loaded = 0,
}: PictureData): FigureText {
  const [image, ...layers] = panels;
  const [height, width, channels] = image!.shape;
  const size = `${height} × ${width}`;
  if (layers.length === 0) {
    return {
      title: `The specimen, ${specimen}`,
      caption: `The specimen ${specimen}, ${size} pixels. ${sayUnseen(count, loaded)}`,
      alt: `The specimen ${specimen} in ${channels === 1 ? 'grey' : 'colour'}, ${size} pixels, each drawn as a square.`,
    };
  }
  const names = joinWords(layers.map(nameLayerOf));
  const models = joinWords([...new Set(layers.flatMap(nameModelOf))]);
  const signs = layers.some(hasNegatives) ? ', or as far below zero: blue there, orange above' : '';
  const zeros = layers.map(({ name, zeroFraction }) => `${formatShare(zeroFraction)} in ${name}`);
  return {
    title: `What the layers of the ${models} make of ${specimen}`,
    caption:
      `The specimen ${specimen}, then the mean over the channels of ${names} in the ${models} model. ` +
      `Each layer is drawn from black at zero to its own maximum, ` +
      `${joinWords(layers.map(({ colourMaximum }) => formatNumber(colourMaximum)))}${signs}. ` +
      `Places where every channel is zero: ${joinWords(zeros)}.`,
    alt:
      `${countNoun(panels.length, 'picture')} in a row: the specimen ${specimen}, then the mean activation ` +
      `of ${joinWords(layers.map(({ name, shape }) => `${name} (${formatShape(shape.slice(0, 2))})`))} ` +
      `in the ${models} model.`,
  };
}

/** "Neither model saw it in training or validation."; of what a file's weights have seen, nothing is known. */
function sayUnseen(models: number, loaded: number): string {
  const file = loaded === 1 ? 'the weights from a file' : 'the weights from files';
  if (loaded === models) return `Whether ${file} were trained on it is not known here.`;
  const who = models === 2 ? 'Neither model' : 'None of the models';
  const all = models === 1 ? 'The model did not see it' : `${who} saw it`;
  const some = models - loaded === 1 ? 'The model that was' : 'The models that were';
  return loaded === 0
    ? `${all} in training or validation.`
    : `${some} trained here did not see it in training or validation; whether ${file} were trained on it is not known.`;
}

function hasNegatives({ values }: Panel): boolean {
  return values.some((value) => value < 0);
}

/** "conv2d_1"; "conv2d_1 (before the ReLU of re_lu_1)". */
function nameLayerOf({ name, laterActivation: later }: Panel): string {
  return later === undefined ? name : `${name} (${nameLaterActivation(later)})`;
}

function nameModelOf({ model, modelName }: Panel): string[] {
  return model === null ? [] : [readModelName({ model, modelName })];
}

/** One row a panel. */
export function tabulatePicture({ panels }: PictureData): FigureTable {
  return {
    columns: [
      { key: 'panel', label: 'Panel' },
      { key: 'model', label: 'Model' },
      { key: 'height', label: 'Height' },
      { key: 'width', label: 'Width' },
      { key: 'colour_maximum', label: 'Value of the brightest colour' },
      { key: 'zero_fraction', label: 'Share of zeros' },
    ],
    rows: panels.map(({ name, model, shape, colourMaximum, zeroFraction }) => [
      name,
      model ?? '',
      shape[0],
      shape[1],
      colourMaximum,
      zeroFraction,
    ]),
  };
}
