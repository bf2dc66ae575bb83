import { expect, it } from 'vitest';
import { linkFromPage } from '../../src/article/link-own-files.ts';

it.each([
  ['<img src="/_astro/a.png" alt="/_astro/">', '<img src="_astro/a.png" alt="/_astro/">'],
  [
    '<source srcset="/_astro/a.png 1x, /_astro/b.png 2x">',
    '<source srcset="_astro/a.png 1x, _astro/b.png 2x">',
  ],
  ['<link href="/_astro/a.css">', '<link href="_astro/a.css">'],
])('what an author puts into a page is found from it: %s', (page, linked) => {
  expect(linkFromPage(page)).toBe(linked);
});

it.each(['<a href="/other/">', '<img src="_astro/a.png">', '<p>src="/x/_astro/a.png"</p>'])(
  '%s stays',
  (page) => {
    expect(linkFromPage(page)).toBe(page);
  },
);
