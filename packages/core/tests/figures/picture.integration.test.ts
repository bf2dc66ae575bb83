import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COLOUR_MAP,
  computePictureData,
  describePicture,
  GAP_COLOUR,
  paintPicture,
  paintSocialPicture,
  tabulatePicture,
  locatePanel,
  pickColour,
} from '@layerprint/core';
import { PictureDataSchema } from '@layerprint/core/schemas/figure-data';
import {
  drawActivations,
  imageOf,
  SAMPLE_IMAGE,
  sampleModel,
  samplePicture,
} from './sample-data.ts';

const alone = () =>
  computePictureData({
    figure: 'specimen',
    specimen: 'frog-4',
    image: imageOf(SAMPLE_IMAGE),
    layers: [],
  });

const pixelAt = (picture: { width: number; pixels: Uint8Array }, x: number, y: number) => [
  ...picture.pixels.subarray((y * picture.width + x) * 3, (y * picture.width + x) * 3 + 3),
];

describe('computePictureData', () => {
  test('fits its schema', () => {
    for (const data of [alone(), samplePicture()])
      expect(PictureDataSchema.parse(data)).toEqual(data);
  });

  test('holds the mean over channels of every layer', () => {
    const activations = drawActivations(1024, 0.5, 5);
    const panel = samplePicture().panels[2]!;
    expect(panel).toMatchObject({ name: 'conv2d_6', model: 'benchmark', shape: [8, 8, 1] });
    panel.values.forEach((value, place) => {
      const channels = activations.subarray(place * 16, place * 16 + 16);
      expect(value).toBeCloseTo(channels.reduce((sum, next) => sum + next, 0) / 16, 5);
    });
    expect(panel.colourMaximum).toBe(Math.max(...panel.values));
  });

  test('refuses what is no image and what is no layer', () => {
    const input = { figure: 'lead', specimen: 'frog-4', image: imageOf(SAMPLE_IMAGE), layers: [] };
    const wrong = expect.objectContaining({ code: 'wrong-shape' });
    expect(() => computePictureData({ ...input, image: imageOf(new Uint8Array(3)) })).toThrow(
      wrong,
    );
    const layer = {
      model: sampleModel('dummy'),
      layer: 'conv2d_1',
      shape: [8, 8, 2],
      activations: new Float32Array(3),
    } as const;
    expect(() => computePictureData({ ...input, layers: [layer] })).toThrow(wrong);
  });
});

describe('paintPicture', () => {
  test('shows the specimen byte for byte, each pixel a square of eight', () => {
    const picture = paintPicture(alone());
    expect([picture.width, picture.height]).toEqual([256, 256]);
    for (let y = 0; y < 256; y += 3) {
      for (let x = 0; x < 256; x += 3) {
        const at = (Math.floor(y / 8) * 32 + Math.floor(x / 8)) * 3;
        expect(pixelAt(picture, x, y)).toEqual([...SAMPLE_IMAGE.subarray(at, at + 3)]);
      }
    }
  });

  test('shows panels of one size in a row with grey between them', () => {
    const data = samplePicture();
    const picture = paintPicture(data);
    expect([picture.width, picture.height]).toEqual([3 * 192 + 2 * 4, 192]);
    expect(pixelAt(picture, 193, 0)).toEqual([...GAP_COLOUR]);
    const brightest = data.panels[2]!.values.indexOf(data.panels[2]!.colourMaximum);
    const x = 2 * 196 + (brightest % 8) * 24;
    expect(pixelAt(picture, x, Math.floor(brightest / 8) * 24)).toEqual([
      ...COLOUR_MAP.subarray(-3),
    ]);
  });

  test('draws a dead layer black', () => {
    const layer = {
      model: sampleModel('dummy'),
      layer: 'conv2d_6',
      shape: [8, 8, 2],
      activations: new Float32Array(128),
    } as const;
    const data = computePictureData({
      figure: 'lead',
      specimen: 'frog-4',
      image: imageOf(SAMPLE_IMAGE),
      layers: [layer],
    });
    const picture = paintPicture(data);
    for (let x = 196; x < 388; x++) expect(pixelAt(picture, x, 100)).toEqual([0, 0, 0]);
  });
});

test('a layer whose mean is below zero somewhere is drawn both ways from black, and said to be', () => {
  const layer = {
    model: sampleModel('dummy'),
    layer: 'conv2d_1',
    shape: [1, 2, 2],
    activations: Float32Array.of(-1, -3, 0.5, 0.5),
  } as const;
  const image = { height: 1, width: 2, channels: 1 as const, pixels: Uint8Array.of(0, 255) };
  const data = computePictureData({ figure: 'lead', specimen: 'frog-4', image, layers: [layer] });
  expect(PictureDataSchema.parse(data)).toEqual(data);
  expect(data.panels[1]).toMatchObject({ values: [-2, 0.5], colourMaximum: 2 });
  const picture = paintPicture(data);
  const { left } = locatePanel(data, 1);
  expect(pixelAt(picture, left, 0)).toEqual([...pickColour(-2, 2, true)]);
  expect(describePicture(data).caption).toContain('its own maximum, 2, or as far below zero: blue');
});

describe('pictures of images of any size', () => {
  const side = fc.integer({ min: 2, max: 32 }).map((quarter) => 4 * quarter);

  test('show the specimen byte for byte at the upper left, and a layer to its last pixel', () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom(1 as const, 3 as const),
        (height, width, channels) => {
          const pixels = Uint8Array.from(
            { length: height * width * channels },
            (_, i) => (i * 7) % 256,
          );
          const [h, w] = [height / 4, width / 4];
          const data = computePictureData({
            figure: 'lead',
            specimen: 'frog-4',
            image: { height, width, channels, pixels },
            layers: [
              {
                model: sampleModel('dummy'),
                layer: 'conv2d_6',
                shape: [h, w, 1],
                activations: new Float32Array(h * w).fill(2),
              },
            ],
          });
          expect(PictureDataSchema.parse(data)).toEqual(data);
          const { scale } = data;
          const picture = paintPicture(data);
          expect([picture.width, picture.height]).toEqual([2 * width * scale + 4, height * scale]);
          expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(4096);
          const first = [...pixels.subarray(0, channels)];
          expect(pixelAt(picture, 0, 0)).toEqual(
            channels === 1 ? [first[0], first[0], first[0]] : first,
          );
          // The brightest colour.
          const brightest = pixelAt(picture, picture.width - 1, picture.height - 1);
          expect(pixelAt(picture, width * scale + 4, 0)).toEqual(brightest);
          expect(brightest[0]).toBeGreaterThan(240);

          const social = paintSocialPicture(data);
          expect([social.width, social.height]).toEqual([1200, 630]);
          expect(pixelAt(social, 0, 0)).toEqual([22, 24, 29]);
          expect(pixelAt(social, 1199, 629)).toEqual([22, 24, 29]);
        },
      ),
    );
  });

  test('say grey of what is grey', () => {
    const pixels = new Uint8Array(64).fill(9);
    const image = { height: 8, width: 8, channels: 1, pixels } as const;
    const data = computePictureData({ figure: 'specimen', specimen: 'seven-4', image, layers: [] });
    expect(describePicture(data).alt).toBe(
      'The specimen seven-4 in grey, 8 × 8 pixels, each drawn as a square.',
    );
  });
});

describe('paintSocialPicture', () => {
  test('shows the specimen large and the layers beside it, in the shape of links', () => {
    const data = samplePicture();
    const picture = paintSocialPicture(data);
    expect([picture.width, picture.height]).toEqual([1200, 630]);
    expect(pixelAt(picture, 0, 0)).toEqual([22, 24, 29]);
    // The specimen's last pixel, and the brightest value of the layer at the upper right.
    expect(pixelAt(picture, 16 + 575, 27 + 575)).toEqual([...SAMPLE_IMAGE.subarray(-3)]);
    const brightest = data.panels[2]!.values.indexOf(data.panels[2]!.colourMaximum);
    const x = 608 + 288 + (brightest % 8) * 36;
    expect(pixelAt(picture, x, 27 + Math.floor(brightest / 8) * 36)).toEqual([
      ...COLOUR_MAP.subarray(-3),
    ]);
  });
});

describe('describePicture', () => {
  test('names the specimen alone', () => {
    const { title, caption } = describePicture(alone());
    expect(title).toBe('The specimen, frog-4');
    expect(caption).toContain('32 × 32 pixels');
  });

  test('names the layers and what black and bright stand for', () => {
    const { caption, alt } = describePicture(samplePicture());
    expect(caption).toContain(
      'the mean over the channels of conv2d_1 and conv2d_6 in the benchmark model',
    );
    expect(alt).toContain('3 pictures in a row');
    expect(alt).toContain('conv2d_6 (8 × 8)');
  });
});

test('tabulatePicture has a row a panel', () => {
  const { columns, rows } = tabulatePicture(samplePicture());
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    ['input', '', 32, 32],
    ['conv2d_1', 'benchmark', 32, 32],
    ['conv2d_6', 'benchmark', 8, 8],
  ]);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
});

test('a layer whose size does not divide that of the specimen fills its panel all the same', () => {
  const image = { height: 8, width: 12, channels: 1 as const, pixels: new Uint8Array(96) };
  const shape = [3, 5, 1] as const;
  const activations = Float32Array.from({ length: 15 }, (_, at) => 1 + at);
  const layers = [{ model: sampleModel('dummy'), layer: 'conv2d_1', shape, activations }];
  const data = computePictureData({ figure: 'lead', specimen: 'frog-4', image, layers });
  const picture = paintPicture(data);
  const { left, width, height } = locatePanel(data, 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = 1 + Math.floor((y * 3) / height) * 5 + Math.floor((x * 5) / width);
      expect(pixelAt(picture, left + x, y)).toEqual([...pickColour(value, 15, false)]);
    }
  }
  expect(paintSocialPicture(data).width).toBe(1200);
});

describe('what models have seen of a specimen', () => {
  const caption = (models: number, loaded: number) =>
    describePicture(
      computePictureData({
        figure: 'specimen',
        specimen: 'frog-4',
        image: imageOf(SAMPLE_IMAGE),
        models,
        loaded,
        layers: [],
      }),
    ).caption;

  test.each([
    [1, 0, 'The model did not see it in training or validation.'],
    [2, 0, 'Neither model saw it in training or validation.'],
    [3, 0, 'None of the models saw it in training or validation.'],
    [1, 1, 'Whether the weights from a file were trained on it is not known here.'],
    [2, 2, 'Whether the weights from files were trained on it is not known here.'],
    [
      2,
      1,
      'The model that was trained here did not see it in training or validation; whether the weights from a file were trained on it is not known.',
    ],
    [
      4,
      2,
      'The models that were trained here did not see it in training or validation; whether the weights from files were trained on it is not known.',
    ],
  ])('is said of %d models, %d of them with weights from a file', (models, loaded, words) => {
    expect(caption(models, loaded)).toBe(`The specimen frog-4, 32 × 32 pixels. ${words}`);
  });
});
