import { describe, expect, it } from 'vitest';
import { siteLink } from '../src/site-link.ts';

const linkFrom = (pathname: string, path: string) =>
  siteLink(path, new URL(pathname, 'http://localhost:4321'));

describe('siteLink', () => {
  it.each([
    ['/', '', 'index.html'],
    ['/', 'layers/', 'layers/index.html'],
    ['/', 'favicon.svg', 'favicon.svg'],
    ['/layers/', '', '../index.html'],
    ['/layers/conv2d_1/', 'layers/conv2d_2/', '../../layers/conv2d_2/index.html'],
    ['/layers/conv2d_1/', 'artifacts/a/b.png', '../../artifacts/a/b.png'],
  ])('from %s to "%s" is %s', (from, path, link) => {
    expect(linkFrom(from, path)).toBe(link);
  });

  it('leads to the file that a browser would, from any page to any other', () => {
    const pages = ['', 'layers/', 'layers/conv2d_1/', 'training/'];
    for (const root of ['file:///home/someone/site/', 'https://example.org/a/']) {
      for (const from of pages) {
        for (const to of pages) {
          const address = new URL(linkFrom(`/${from}`, to), `${root}${from}index.html`).href;
          expect(address).toBe(`${root}${to}index.html`);
        }
      }
    }
  });

  it.each(['/404.html', '/404', '/404/'])('from %s begins at the root', (from) => {
    expect(linkFrom(from, 'layers/')).toBe('/layers/index.html');
  });
});
