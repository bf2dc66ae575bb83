import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealPage } from '../../src/diff-report/seal-page.ts';

const page = (rest = '') =>
  `<head><meta charset="utf-8"><style>a{}</style></head><script type="module">f()</script>${rest}`;
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');

describe('sealPage', () => {
  it('allows the style and the script by their hashes, and nothing from elsewhere', () => {
    const sealed = sealPage(page());
    expect(sealed).toContain(`style-src 'sha256-${hashOf('a{}')}'`);
    expect(sealed).toContain(`script-src 'sha256-${hashOf('f()')}'`);
    expect(sealed).toContain("default-src 'none'");
    expect(sealed).not.toMatch(/unsafe|https?:|\*/);
  });

  it('puts the policy before all that it is about', () => {
    expect(sealPage(page())).toMatch(
      /^<head><meta charset="utf-8"><meta http-equiv="content-security-policy"/,
    );
  });

  it.each([
    ['a second script', page('<script>g()</script>')],
    ['a script of another form', page('<script src="x.js"></script>')],
    ['a second style', page('<style>b{}</style>')],
    ['no script', '<head><meta charset="utf-8"><style>a{}</style></head>'],
    ['no place for a policy', page().replace('utf-8', 'latin1')],
  ])('refuses a page with %s', (_name, html) => {
    expect(() => sealPage(html)).toThrow('Expected a page with one style and one script');
  });
});
