import { describe, expect, test } from 'vitest';
import { listPlaces } from '../../src/pictures/places.ts';
import { sampleArtifacts } from '../../../artifacts/tests/sample-artifacts.ts';

const { figures } = sampleArtifacts();
const placesOf = (kind: string, width: number, height: number, layout?: 'narrow' | 'social') =>
  listPlaces(
    figures.find((figure) => figure.kind === kind)!,
    { width, height, layout },
  );

describe('listPlaces', () => {
  test('names nine parts of a chart, which cover it without overlap', () => {
    const places = placesOf('probabilities', 10, 7);
    expect(places.map(({ place }) => place)).toEqual([
      ...['the upper left', 'the upper middle', 'the upper right'],
      ...['the middle left', 'the middle', 'the middle right'],
      ...['the lower left', 'the lower middle', 'the lower right'],
    ]);
    const covered = new Array<number>(70).fill(0);
    for (const { left, top, width, height } of places) {
      for (let row = top; row < top + height; row++) {
        for (let column = left; column < left + width; column++) covered[row * 10 + column]!++;
      }
    }
    expect(new Set(covered)).toEqual(new Set([1]));
  });

  test('names the filters of a grid and the panels of a picture', () => {
    expect(placesOf('activation-grid', 195, 96)).toEqual([
      { place: 'filter 0', left: 0, top: 0, width: 96, height: 96 },
      { place: 'filter 1', left: 99, top: 0, width: 96, height: 96 },
    ]);
    expect(placesOf('picture', 256, 256)).toEqual([
      { place: 'the panel input', left: 0, top: 0, width: 256, height: 256 },
    ]);
  });

  test('names no panel of a picture whose panels lie elsewhere', () => {
    expect(placesOf('picture', 9, 9, 'social')[4]!.place).toBe('the middle');
  });
});
