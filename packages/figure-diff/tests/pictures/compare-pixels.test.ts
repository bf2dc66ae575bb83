import { decode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePng, type Pixels } from '@layerprint/artifacts/render';
import { comparePixels } from '../../src/pictures/compare-pixels.ts';
import { DIFFERENCE_COLOURS } from '../../src/pictures/difference-colours.ts';
import { decodePng, type Picture } from '../../src/pictures/decode-png.ts';
import { enlarge } from './enlarge.ts';

const BLACK = [0, 0, 0, 255];
const WHITE = [255, 255, 255, 255];
const NEARLY_BLACK = [1, 1, 1, 255];

function makePixels(width: number, height: number, colourAt: (at: number) => number[]): Pixels {
  const pixels = Uint8Array.from(
    Array.from({ length: width * height }, (_, at) => colourAt(at)).flat(),
  );
  return { width, height, pixels };
}

function makePicture(...picture: Parameters<typeof makePixels>): Picture {
  return decodePng(encodePng(makePixels(...picture)));
}

const black = (width: number, height: number) => makePicture(width, height, () => BLACK);
/** Red, green and blue of each pixel. */
function readColours(png: Uint8Array): number[][] {
  const { data, palette, channels } = decode(png);
  if (palette) return Array.from(data, (index) => palette[index]!.slice(0, 3));
  return Array.from({ length: data.length / channels }, (_, at) => [
    ...data.slice(at * channels, at * channels + 3),
  ]);
}

const quarters = ['upper left', 'upper right', 'lower left', 'lower right'].map((place, i) => ({
  place,
  left: (i % 2) * 2,
  top: Math.floor(i / 2) * 2,
  width: 2,
  height: 2,
}));

/** Pictures of a few strong colours. */
const picture = fc
  .record({
    width: fc.integer({ min: 1, max: 6 }),
    height: fc.integer({ min: 1, max: 6 }),
    colours: fc.array(fc.constantFrom(BLACK, WHITE, [255, 0, 0, 255]), {
      minLength: 36,
      maxLength: 36,
    }),
  })
  .map(({ width, height, colours }) => makePicture(width, height, (at) => colours[at]!));

describe('comparePixels', () => {
  test('finds no difference between a picture and itself', () => {
    fc.assert(
      fc.property(picture, (one) => {
        const { share, densest } = comparePixels(one, one, false, quarters);
        expect([share, densest]).toEqual([0, null]);
      }),
    );
  });

  test('finds the same share both ways, from nothing to everything', () => {
    fc.assert(
      fc.property(picture, picture, (one, other) => {
        const { share, width, height } = comparePixels(one, other, true, []);
        expect(comparePixels(other, one, true, []).share).toBe(share);
        const square = comparePixels(one, other, false, []).share;
        expect(comparePixels(other, one, false, []).share).toBe(square);
        expect([width, height]).toEqual([
          Math.max(one.width, other.width),
          Math.max(one.height, other.height),
        ]);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('says by colour which side is brighter and by how much', () => {
    const GREY = [128, 128, 128, 255];
    const head = makePicture(2, 2, (at) => [GREY, BLACK, WHITE, GREY][at]!);
    const base = makePicture(2, 2, () => GREY);
    const { png, darker, brighter } = comparePixels(base, head, false, []);
    const colours = readColours(png);
    const { same } = DIFFERENCE_COLOURS;
    expect([colours[0], colours[3]]).toEqual([colours[3], colours[0]]);
    expect(Math.abs(colours[0]![0]! - same[0])).toBeLessThanOrEqual(16);
    expect(colours[1]).toEqual([...DIFFERENCE_COLOURS.darker]);
    // Black is further away than white.
    expect(brighter).toBeLessThan(darker);
    expect(colours[2]![0]).toBeGreaterThan(same[0]);
    expect(colours[2]).not.toEqual([...DIFFERENCE_COLOURS.brighter]);
  });

  test('turns brighter into darker when the sides are swapped', () => {
    fc.assert(
      fc.property(picture, picture, (one, other) => {
        const [there, back] = [
          comparePixels(one, other, false, []),
          comparePixels(other, one, false, []),
        ];
        expect([there.darker, there.brighter]).toEqual([back.brighter, back.darker]);
        const areOfOneSize = one.width === other.width && one.height === other.height;
        const isSame = Math.max(there.darker, there.brighter) === 0;
        if (areOfOneSize) expect(there.share === 0).toBe(isSame);
      }),
    );
  });

  test('has a colour of its own for another hue that is as bright', () => {
    const [one, other] = [
      makePicture(1, 1, () => [200, 90, 90, 255]),
      makePicture(1, 1, () => [77, 149, 77, 255]),
    ];
    const { png } = comparePixels(one, other, false, []);
    expect(readColours(png)).toEqual([[...DIFFERENCE_COLOURS.other]]);
  });

  test('counts pixels and names the place with the largest share of them', () => {
    const head = makePicture(4, 4, (at) => ([1, 10, 14].includes(at) ? WHITE : BLACK));
    expect(comparePixels(black(4, 4), head, false, quarters)).toMatchObject({
      share: 3 / 16,
      densest: { place: 'lower right', left: 2, top: 2, width: 2, height: 2, share: 2 / 4 },
    });
  });

  test('names the first of places that differ as much', () => {
    const head = makePicture(4, 4, (at) => (at === 0 || at === 15 ? WHITE : BLACK));
    expect(comparePixels(black(4, 4), head, false, quarters).densest!.place).toBe('upper left');
  });

  test('takes colours for the same that no eye tells apart', () => {
    const head = makePicture(4, 4, () => NEARLY_BLACK);
    expect(comparePixels(black(4, 4), head, false, quarters).densest).toBeNull();
  });

  test('counts what only one of the pictures has, of whatever colour', () => {
    const { share, width, height } = comparePixels(black(4, 3), black(3, 4), false, []);
    expect([width, height]).toEqual([4, 4]);
    expect(share).toBe(7 / 16);
  });

  test('looks at a square once, and finds what it finds pixel by pixel', () => {
    fc.assert(
      fc.property(picture, picture, fc.integer({ min: 1, max: 5 }), (one, other, side) => {
        const place = { place: 'the corner', left: 0, top: 0, width: 1, height: 1 };
        const small = comparePixels(one, other, false, [place]);
        const corner = { ...place, width: side, height: side };
        const large = comparePixels(enlarge(one, side), enlarge(other, side), false, [corner]);
        expect(large).toEqual(small);
      }),
    );
  });

  test('does not count a pixel that only smooths an edge, where edges are smoothed', () => {
    const edge = (grey: number) =>
      makePicture(5, 5, (at) => {
        if (at % 5 < 2) return BLACK;
        return at % 5 === 2 ? [grey, grey, grey, 255] : WHITE;
      });
    const slopeAt = (at: number) => (at % 5 < 2 + (at > 12 ? 1 : 0) ? BLACK : WHITE);
    const slope = makePicture(5, 5, slopeAt);
    const smoothed = makePicture(5, 5, (at) => (at === 12 ? [128, 128, 128, 255] : slopeAt(at)));
    expect(comparePixels(slope, smoothed, false, []).share).toBe(1 / 25);
    expect(comparePixels(slope, smoothed, true, []).share).toBe(0);
    expect(comparePixels(edge(0), edge(255), true, []).share).toBeGreaterThan(0);
  });

  test('draws the same bytes each time, differing pixels in a colour nothing else has', () => {
    const head = makePicture(4, 4, (at) => (at < 3 ? WHITE : BLACK));
    const { png } = comparePixels(black(4, 4), head, false, []);
    expect(comparePixels(black(4, 4), head, false, []).png).toEqual(png);
    const { palette, data } = decode(png);
    const marked = [...data].filter(
      (index) => palette![index]!.join() === DIFFERENCE_COLOURS.brighter.join(),
    );
    expect(marked).toHaveLength(3);
  });
});
