import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBasePath } from '../src/base-path.ts';

describe('parseBasePath', () => {
  it('is the root when nothing is said', () => {
    expect(parseBasePath(undefined)).toBe('/');
  });

  it.each([
    ['/', '/'],
    ['/layerprint', '/layerprint/'],
    ['/layerprint/', '/layerprint/'],
    ['/a.b/c_d-e~f', '/a.b/c_d-e~f/'],
  ])('reads %s as %s', (text, path) => {
    expect(parseBasePath(text)).toBe(path);
  });

  it.each([
    '',
    'layerprint',
    '//host/',
    '/a//b',
    '/a/../b',
    '/..',
    '/a?b',
    '/a#b',
    'https://a/',
    '/ä',
  ])('refuses "%s"', (text) => {
    expect(() => parseBasePath(text)).toThrow(expect.objectContaining({ code: 'bad-base-path' }));
  });

  it('gives the same for what it gave', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9_~-]+$/);
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const path = parseBasePath(`/${segments.join('/')}`);
        expect(parseBasePath(path)).toBe(path);
      }),
    );
  });
});
