import { describe, expect, test } from 'vitest';
import {
  COLOUR_MAP,
  computeActivationGridData,
  computeLuminance,
  computePearsonCorrelation,
  describeActivationGrid,
  GAP_COLOUR,
  paintActivationGrid,
  pickColour,
  tabulateActivationGrid,
} from '@layerprint/core';
import { ActivationGridDataSchema, COLOUR_SCOPES } from '@layerprint/core/schemas/figure-data';
import {
  drawActivations,
  imageOf,
  SAMPLE_IMAGE,
  sampleGrid,
  sampleModel,
  sampleOverValidation,
} from './sample-data.ts';

/** Eight maps of 8 × 8; map 1 is dead, map 2 is half of map 0. */
function drawMaps(): Float32Array {
  const activations = drawActivations(8 * 8 * 8, 0.5, 9);
  for (let place = 0; place < 64; place++) {
    activations[place * 8 + 1] = 0;
    activations[place * 8 + 2] = activations[place * 8]! / 2;
  }
  return activations;
}

const pixelAt = (picture: { width: number; pixels: Uint8Array }, x: number, y: number) => [
  ...picture.pixels.subarray((y * picture.width + x) * 3, (y * picture.width + x) * 3 + 3),
];

describe('computeActivationGridData', () => {
  test('fits its schema for every layer size', () => {
    for (const size of [32, 16, 8]) {
      const data = sampleGrid(drawActivations(size * size * 16, 0.4, size), size);
      expect(ActivationGridDataSchema.parse(data)).toEqual(data);
    }
  });

  test.each([
    [32, 16, { rows: 4, columns: 4, scale: 3, gap: 3 }],
    [16, 16, { rows: 4, columns: 4, scale: 6, gap: 3 }],
    [8, 16, { rows: 4, columns: 4, scale: 12, gap: 3 }],
    [8, 5, { rows: 2, columns: 3, scale: 12, gap: 3 }],
  ])('lays out %d × %d maps', (size, channels, layout) => {
    const activations = drawActivations(size * size * channels, 0.4, 1);
    expect(sampleGrid(activations, size).layout).toEqual(layout);
  });

  test('takes maps apart by channel, row by row, exact in float32', () => {
    const activations = drawMaps();
    const { maps } = sampleGrid(activations, 8);
    maps.forEach((map, channel) => {
      map.forEach((value, place) => {
        expect(Math.fround(value)).toBe(activations[place * 8 + channel]);
      });
    });
  });

  test('measures each map, against definitions written out', () => {
    const data = sampleGrid(drawMaps(), 8);
    const luminance = computeLuminance(imageOf(SAMPLE_IMAGE), [8, 8]);
    data.channels.forEach(({ channel, ...measured }) => {
      const map = data.maps[channel]!;
      expect(measured).toEqual({
        max: Math.max(...map),
        mean: expect.closeTo(map.reduce((sum, value) => sum + value, 0) / 64, 6),
        zeroFraction: map.filter((value) => value === 0).length / 64,
        silent: map.every((value) => value === 0),
        validation: { silentImages: 25, max: 2 },
        luminanceCorrelation:
          channel === 1 ? null : expect.closeTo(computePearsonCorrelation(map, luminance)!, 5),
      });
    });
    expect(data.channels[1]!.silent).toBe(true);
  });

  test('gives the legend of every scope', () => {
    const data = sampleGrid(drawMaps(), 8);
    const largest = Math.max(...data.maps.flat());
    expect(data.colourMaximum).toEqual({
      map: data.maps.map((map) => Math.max(...map)),
      layer: largest,
      models: Math.max(2, largest),
    });
  });

  test('turns -0 into 0', () => {
    const { maps } = sampleGrid(new Float32Array(64).fill(-0), 8);
    expect(maps[0]!.every((value) => Object.is(value, 0))).toBe(true);
  });

  test.each([
    ['not-finite', 'NaN at index 5', (values: Float32Array) => values.fill(Number.NaN, 5, 6)],
    [
      'wrong-shape',
      '8 × 8 × 8 = 512 activations, but 511',
      (values: Float32Array) => values.slice(1),
    ],
  ])('refuses %s', (code, message, spoil) => {
    const input = {
      figure: 'g',
      model: sampleModel('dummy'),
      layer: 'conv2d_6',
      specimen: 'frog-4',
      shape: [8, 8, 8] as const,
      activations: spoil(drawMaps()),
      specimenImage: imageOf(SAMPLE_IMAGE),
      modelsMaximum: 2,
      overValidation: sampleOverValidation(8),
    };
    expect(() => computeActivationGridData(input)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

describe('paintActivationGrid', () => {
  test('draws every value as a square of one colour, scaled by its scope', () => {
    const data = sampleGrid(drawMaps(), 8);
    const { scale, gap, columns } = data.layout;
    for (const scope of COLOUR_SCOPES) {
      const picture = paintActivationGrid(data, scope);
      expect([picture.width, picture.height]).toEqual([3 * 96 + 2 * gap, 3 * 96 + 2 * gap]);
      data.maps.forEach((map, channel) => {
        const maximum = scope === 'map' ? Math.max(...map) : data.colourMaximum[scope];
        map.forEach((value, place) => {
          const left = (channel % columns) * (96 + gap) + (place % 8) * scale;
          const top = Math.floor(channel / columns) * (96 + gap) + Math.floor(place / 8) * scale;
          const level = value === 0 ? 0 : Math.max(1, Math.round((value / maximum) * 255));
          const colour = [...COLOUR_MAP.subarray(level * 3, level * 3 + 3)];
          for (const [dx, dy] of [
            [0, 0],
            [scale - 1, 0],
            [0, scale - 1],
            [scale - 1, scale - 1],
          ] as const) {
            expect(pixelAt(picture, left + dx, top + dy)).toEqual(colour);
          }
        });
      });
    }
  });

  test.each([32, 16, 8])('is made of squares of 3 pixels with maps of %d × %d', (size) => {
    const data = sampleGrid(drawActivations(size * size * 16, 0.4, size), size);
    const picture = paintActivationGrid(data, 'layer');
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        const corner = pixelAt(picture, x - (x % 3), y - (y % 3));
        if (pixelAt(picture, x, y).join() !== corner.join()) expect.fail(`at ${x}, ${y}`);
      }
    }
  });

  test('leaves gaps and places without a map grey', () => {
    const picture = paintActivationGrid(sampleGrid(drawMaps(), 8), 'layer');
    expect(pixelAt(picture, 97, 10)).toEqual([...GAP_COLOUR]);
    expect(pixelAt(picture, 10, 97)).toEqual([...GAP_COLOUR]);
    expect(pixelAt(picture, picture.width - 1, picture.height - 1)).toEqual([...GAP_COLOUR]);
  });

  test.each(COLOUR_SCOPES)('draws a dead map black in the scope %s', (scope) => {
    const picture = paintActivationGrid(sampleGrid(drawMaps(), 8), scope);
    for (let y = 0; y < 96; y++) {
      for (let x = 99; x < 195; x++) expect(pixelAt(picture, x, y)).toEqual([0, 0, 0]);
    }
  });

  test.each(COLOUR_SCOPES)('draws a dead layer black in the scope %s', (scope) => {
    const picture = paintActivationGrid(sampleGrid(new Float32Array(8 * 8 * 4), 8), scope);
    const colours = new Set<string>();
    for (let i = 0; i < picture.pixels.length; i += 3) {
      colours.add(picture.pixels.subarray(i, i + 3).join());
    }
    expect([...colours].toSorted()).toEqual(['0,0,0', GAP_COLOUR.join()]);
  });

  test('draws the same value alike in both models by the scope of both', () => {
    const weak = drawMaps();
    const strong = weak.map((value) => value * 2);
    const paint = (activations: Float32Array) =>
      paintActivationGrid(
        { ...sampleGrid(activations, 8), colourMaximum: { map: [], layer: 0, models: 20 } },
        'models',
      );
    const half = weak.findIndex((value, at) => at % 8 === 0 && value > 0) / 8;
    const [x, y] = [(half % 8) * 12, Math.floor(half / 8) * 12];
    expect(pixelAt(paint(strong), x, y)).not.toEqual(pixelAt(paint(weak), x, y));
  });
});

describe('describeActivationGrid', () => {
  test('says in numbers what there is', () => {
    const data = sampleGrid(drawMaps(), 8, { model: 'benchmark' });
    const { title, caption, alt } = describeActivationGrid(data);
    expect(title).toBe('conv2d_6, benchmark: 8 activation maps');
    expect(caption).toContain(
      'The 8 activation maps of conv2d_6 in the benchmark model, 8 × 8 each',
    );
    expect(caption).toContain('Of 512 values');
    expect(caption).toContain(
      'No map is dead; map 1 is silent, zero on this image: of 100 validation images, it fires on 75.0%.',
    );
    expect(alt).toContain('in 3 rows of 3, numbered from 0');
    expect(alt).toContain('map 1 is silent');
  });

  test('says so when everything is silent', () => {
    const { caption, alt } = describeActivationGrid(sampleGrid(new Float32Array(64 * 4), 8));
    expect(caption).toContain('100% are zero');
    expect(caption).toContain('No map is dead; maps 0, 1, 2 and 3 are silent');
    expect(alt).toContain('Nothing in them is above zero');
  });
});

test('tabulateActivationGrid has a row a channel and as many cells as columns', () => {
  const data = sampleGrid(drawMaps(), 8);
  const { columns, rows } = tabulateActivationGrid(data);
  expect(rows).toHaveLength(8);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(rows[1]).toEqual([1, 0, 0, 1, 'yes', 0.25, 'no', '']);
});

describe('maps of a layer with values below zero', () => {
  const values = Float32Array.of(-2, 0.5, 0, -0.25, 1, 0, -1, 0);
  const signed = () => sampleGrid(values, 2, { isSigned: true });

  test('say how far they get both ways, and fit their schema', () => {
    const data = signed();
    expect(ActivationGridDataSchema.parse(data)).toEqual(data);
    expect(data.channels.map(({ min, max, silent }) => [min, max, silent])).toEqual([
      [-2, 1, false],
      [-0.25, 0.5, false],
    ]);
    expect(data.colourMaximum).toEqual({ map: [2, 0.5], layer: 2, models: 2 });
    expect(data.signed).toBe(true);
  });

  test('are silent where all is zero, and only there', () => {
    const data = sampleGrid(Float32Array.of(-1, 0, -1, 0, -1, 0, -1, 0), 2, { isSigned: true });
    expect(data.channels.map(({ silent }) => silent)).toEqual([false, true]);
  });

  test('are black at zero, blue below and orange above, the brighter the further', () => {
    const at = (activation: number) =>
      [...pickColour(activation, 1, true)] as [number, number, number];
    expect(at(0)).toEqual([0, 0, 0]);
    const light = ([r, g, b]: readonly number[]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    for (let level = 1; level <= 20; level++) {
      const [above, below] = [at(level / 20), at(-level / 20)];
      expect(above[0]).toBeGreaterThan(above[2]);
      expect(below[2]).toBeGreaterThan(below[0]);
      expect(light(above)).toBeGreaterThan(light(at((level - 1) / 20)));
      expect(light(below)).toBeGreaterThan(light(at(-(level - 1) / 20)));
    }
    const picture = paintActivationGrid(signed(), 'layer');
    expect([...picture.pixels.subarray(0, 3)]).toEqual(at(-1));
  });

  test('are described by both ends of their range', () => {
    const { caption, alt } = describeActivationGrid(signed());
    expect(caption).toContain(
      'values below zero are blue, down to −2, those above it orange, up to 1; the mean is −0.219.',
    );
    expect(alt).toContain('The strongest activation, −2, is in map 0.');
    expect(tabulateActivationGrid(signed()).columns.map(({ key }) => key)).toContain('min');
  });

  test('of a layer without such values stay as they were', () => {
    const plain = sampleGrid(values.map(Math.abs), 2);
    expect(plain).not.toHaveProperty('signed');
    expect(plain.channels[0]).not.toHaveProperty('min');
  });
});
