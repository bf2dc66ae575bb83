import type { Artifacts } from '@layerprint/artifacts';
import { describe, expect, it } from 'vitest';
import { findClaim, findFigure, findPicture } from '../../src/report/find.ts';

const FILE = { path: 'figures/a/a.png', role: 'picture', format: 'png', bytes: 1, sha256: '' };
const FIGURE = {
  id: 'distribution-conv2d_6',
  kind: 'distribution',
  files: [
    { ...FILE, theme: 'light', width: 20, height: 10 },
    { ...FILE, theme: 'light', layout: 'narrow', width: 5, height: 30 },
    { ...FILE, theme: 'dark' },
  ],
};
const REPORT = {
  folder: 'dist/quick/artifacts',
  figures: [FIGURE],
  manifest: { claims: [{ id: 'certainty' }] },
} as unknown as Artifacts;

describe('findFigure', () => {
  it('finds by what a figure is of', () => {
    expect(findFigure(REPORT, 'distribution-{layer}', { layer: 'conv2d_6' })).toBe(FIGURE);
  });

  it('names the kind and the id of what is missing', () => {
    expect(() => findFigure(REPORT, 'distribution-{layer}', { layer: 'conv2d_5' })).toThrow(
      'has no distribution with the id distribution-conv2d_5',
    );
    const ofAnotherKind = { ...REPORT, figures: [{ ...REPORT.figures[0]!, id: 'lead' }] };
    expect(() => findFigure(ofAnotherKind as Artifacts, 'lead', {})).toThrow(
      'has no picture with the id lead',
    );
  });
});

describe('findPicture', () => {
  const figure = findFigure(REPORT, 'distribution-{layer}', { layer: 'conv2d_6' });

  it('finds the picture of a theme and layout', () => {
    const picture = findPicture(figure, { format: 'png', theme: 'light' });
    expect([picture.width, picture.height]).toEqual([20, 10]);
    const narrow = findPicture(figure, { format: 'png', theme: 'light', layout: 'narrow' });
    expect([narrow.width, narrow.height]).toEqual([5, 30]);
  });

  it.each([
    { format: 'png', theme: 'dark' },
    { format: 'svg', theme: 'light' },
    { format: 'png', scope: 'map' },
  ] as const)('refuses %o, which is not there or has no size', (wanted) => {
    expect(() => findPicture(figure, wanted)).toThrow(
      expect.objectContaining({ code: 'figure-missing' }),
    );
  });
});

describe('findClaim', () => {
  it('finds by id', () => {
    expect(findClaim(REPORT, 'certainty')).toEqual({ id: 'certainty' });
    expect(() => findClaim(REPORT, 'other')).toThrow('has no claim other');
  });
});
