import { describe, expect, test } from 'vitest';
import { computeFiringShare, describeSilence, isDead, listQuiet } from '@layerprint/core';

/** Channels that are silent on the specimen or not, and on so many of 10 validation images. */
function makeGrid(...channels: [silent: boolean, silentImages: number][]) {
  return {
    validationImages: 10,
    channels: channels.map(([silent, silentImages], channel) => ({
      channel,
      max: silent ? 0 : 1,
      mean: 0,
      zeroFraction: 0,
      silent,
      validation: { silentImages, max: silentImages === 10 ? 0 : 2 },
      luminanceCorrelation: null,
    })),
  };
}

describe('a map', () => {
  const grid = makeGrid([false, 0], [true, 2], [true, 10], [false, 10]);

  test('is dead where it is silent on all validation images, whatever it is on the specimen', () => {
    expect(grid.channels.map((channel) => isDead(grid, channel))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test('that is silent on the specimen alone is not dead', () => {
    const { silent, dead } = listQuiet(grid);
    expect(silent.map(({ channel }) => channel)).toEqual([1]);
    expect(dead.map(({ channel }) => channel)).toEqual([2, 3]);
    expect(computeFiringShare(grid, grid.channels[1]!)).toBe(0.8);
  });
});

describe('describeSilence', () => {
  test.each<[[boolean, number][], string]>([
    [[[false, 0]], 'no map is dead; no map is silent on this image.'],
    [
      [
        [true, 2],
        [true, 9],
        [false, 0],
      ],
      'no map is dead; maps 0 and 1 are silent, zero on this image: of 10 validation images, they fire on 80.0% and 10.0%.',
    ],
    [
      [
        [true, 10],
        [true, 2],
      ],
      'map 0 is dead: zero on all 10 validation images; map 1 is silent, zero on this image: of 10 validation images, it fires on 80.0%.',
    ],
    [
      [
        [true, 10],
        [false, 10],
      ],
      'maps 0 and 1 are dead: zero on all 10 validation images; no other map is silent on this image.',
    ],
  ])('of %j', (channels, sentence) => {
    expect(describeSilence(makeGrid(...channels))).toBe(sentence);
  });
});
