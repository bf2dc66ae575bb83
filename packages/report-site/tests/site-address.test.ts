import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSiteAddress } from '../src/site-address.ts';

const parseBasePath = (BASE_PATH?: string) => parseSiteAddress({ BASE_PATH }).basePath;
const parseOrigin = (SITE_ORIGIN?: string) => parseSiteAddress({ SITE_ORIGIN }).origin;

describe('the base path', () => {
  it('is the root when nothing is said', () => {
    expect(parseBasePath()).toBe('/');
  });

  it.each([
    ['/', '/'],
    ['/layerprint', '/layerprint/'],
    ['/layerprint/', '/layerprint/'],
    ['/a.b/c_d-e~f', '/a.b/c_d-e~f/'],
  ])('of %s is %s', (text, path) => {
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

describe('the origin', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['https://example.org', 'https://example.org'],
    ['https://example.org/', 'https://example.org'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('of %s is %s', (text, origin) => {
    expect(parseOrigin(text)).toBe(origin);
  });

  it.each([
    'example.org',
    'https://example.org/path',
    'https://a@example.org',
    'ftp://example.org',
    'https://',
    'https://example.org?a',
    'null',
  ])('refuses "%s"', (text) => {
    expect(() => parseOrigin(text)).toThrow(expect.objectContaining({ code: 'bad-site-origin' }));
  });
});
