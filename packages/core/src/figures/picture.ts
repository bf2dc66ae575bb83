import { shortestFloat32 } from '../canonical-json.ts';
import { IMAGE_CHANNELS, IMAGE_SIZE } from '../images.ts';
import type { PictureData } from '../schemas/figure-data.ts';
import type { ModelName } from '../schemas/scalars.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computeMaximum, computeSum } from '../statistics/sums.ts';
import { computeZeroFraction } from '../statistics/summary.ts';
import { assertActivations } from './activations.ts';
import type { LayerActivations } from './activations.ts';
import { COLOUR_MAP, computeColourLevel, GAP_COLOUR } from './colour-map.ts';
import type { FigureTable, FigureText, RasterPicture } from './figure.ts';
import { assertImage } from './luminance.ts';
import { createRaster, drawTile } from './raster.ts';
import type { Box } from './raster.ts';
import { countNoun, formatNumber, formatShape, formatShare, joinWords } from './wording.ts';

/** Picture pixels a pixel of the specimen takes: where it is alone, and as one of several panels. */
const SCALE_ALONE = 8;
const SCALE_IN_ROW = 6;
/** Picture pixels between panels. */
const PANEL_GAP = 4;

/** What links to a page are shown with, in pixels: what the Open Graph's readers crop least. */
const SOCIAL = { width: 1200, height: 630 };
/** In it, pixels that one of the specimen takes, and one of each layer's 32. */
const SOCIAL_SCALE = 18;
const SOCIAL_LAYER_SCALE = SOCIAL_SCALE / 2;
const SOCIAL_BACKGROUND = [22, 24, 29];

type Panel = PictureData['panels'][number];

/** What a picture is made from. */
export interface PictureInput {
  readonly figure: string;
  readonly specimen: string;
  /** Bytes, `[32, 32, 3]`. */
  readonly pixels: Uint8Array;
  /** Layers to show beside the specimen, left to right; none for the specimen alone. */
  readonly layers: readonly (LayerActivations & { readonly model: ModelName })[];
}

/**
 * Puts the specimen beside what layers make of it: of each layer the mean over its channels, so that what
 * many channels keep stands out and the rest fades.
 *
 * @throws {LayerprintError} `wrong-shape`, `not-finite` or `negative-activation`.
 */
export function computePictureData(input: PictureInput): PictureData {
  assertImage(input.pixels);
  const pixels = Array.from(input.pixels, (byte) => shortestFloat32(byte / 255));
  const image: Panel = {
    name: 'input',
    model: null,
    shape: [IMAGE_SIZE, IMAGE_SIZE, IMAGE_CHANNELS],
    colourMaximum: 1,
    zeroFraction: computeZeroFraction(pixels),
    values: pixels,
  };
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    specimen: input.specimen,
    scale: input.layers.length === 0 ? SCALE_ALONE : SCALE_IN_ROW,
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
    model: layer.model,
    shape: [height, width, 1],
    colourMaximum: computeMaximum(values),
    zeroFraction: computeZeroFraction(values),
    values,
  };
}

/** Paints the panels in a row, all of one size, without smoothing and without text. */
export function paintPicture({ panels, scale }: PictureData): RasterPicture {
  const side = IMAGE_SIZE * scale;
  const width = panels.length * (side + PANEL_GAP) - PANEL_GAP;
  const picture = createRaster(width, side, GAP_COLOUR);
  panels.forEach((panel, i) => {
    const [height, width] = panel.shape;
    const tile = { height, width, colourAt: readPanelColour(panel) };
    drawTile(picture, tile, locatePanel(scale, i).left, 0, side / height);
  });
  return picture;
}

/**
 * Paints the specimen large and the first four layers beside it, two by two, in the shape that links to a
 * page are shown with.
 */
export function paintSocialPicture({ panels: [image, ...layers] }: PictureData): RasterPicture {
  const picture = createRaster(SOCIAL.width, SOCIAL.height, SOCIAL_BACKGROUND);
  const side = IMAGE_SIZE * SOCIAL_SCALE;
  const margin = Math.floor((SOCIAL.width - 2 * side) / 3);
  const top = Math.floor((SOCIAL.height - side) / 2);
  const draw = (panel: Panel, left: number, top: number, scale: number) => {
    const [height, width] = panel.shape;
    const tile = { height, width, colourAt: readPanelColour(panel) };
    drawTile(picture, tile, left, top, (IMAGE_SIZE * scale) / height);
  };
  draw(image!, margin, top, SOCIAL_SCALE);
  layers.slice(0, 4).forEach((layer, place) => {
    const left = side + 2 * margin + (place % 2) * (side / 2);
    draw(layer, left, top + Math.floor(place / 2) * (side / 2), SOCIAL_LAYER_SCALE);
  });
  return picture;
}

/** Where a panel lies in the picture, in pixels, counted from the left. */
export function locatePanel(scale: number, panel: number): Box {
  const side = IMAGE_SIZE * scale;
  return { left: panel * (side + PANEL_GAP), top: 0, width: side, height: side };
}

function readPanelColour({ shape, values, colourMaximum }: Panel) {
  const [, width, channels] = shape;
  return (row: number, column: number): ArrayLike<number> => {
    const at = (row * width + column) * channels;
    if (channels === IMAGE_CHANNELS) {
      return values.slice(at, at + channels).map((value) => Math.round(value * 255));
    }
    const level = computeColourLevel(values[at]!, colourMaximum);
    return COLOUR_MAP.subarray(level * 3, level * 3 + 3);
  };
}

/** Says in words what a picture shows. */
export function describePicture({ specimen, panels }: PictureData): FigureText {
  const layers = panels.slice(1);
  const size = `${IMAGE_SIZE} × ${IMAGE_SIZE}`;
  if (layers.length === 0) {
    return {
      title: `The specimen, ${specimen}`,
      caption: `The specimen ${specimen}, ${size} pixels. Neither model saw it in training or validation.`,
      alt: `The specimen ${specimen} in colour, ${size} pixels, each drawn as a square.`,
    };
  }
  const names = joinWords(layers.map(({ name }) => name));
  const models = joinWords([...new Set(layers.flatMap(({ model }) => model ?? []))]);
  const zeros = layers.map(({ name, zeroFraction }) => `${formatShare(zeroFraction)} in ${name}`);
  return {
    title: `What the layers of the ${models} make of ${specimen}`,
    caption:
      `The specimen ${specimen}, then the mean over the channels of ${names} in the ${models} model. ` +
      `Each layer is drawn from black at zero to its own maximum, ` +
      `${joinWords(layers.map(({ colourMaximum }) => formatNumber(colourMaximum)))}. ` +
      `Places where every channel is zero: ${joinWords(zeros)}.`,
    alt:
      `${countNoun(panels.length, 'picture')} in a row: the specimen ${specimen}, then the mean activation ` +
      `of ${joinWords(layers.map(({ name, shape }) => `${name} (${formatShape(shape.slice(0, 2))})`))} ` +
      `in the ${models} model.`,
  };
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
