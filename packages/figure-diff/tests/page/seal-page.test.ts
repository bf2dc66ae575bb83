import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealPage } from '../../src/page/seal-page.ts';

const START = '<html><head><meta charset="utf-8">';
const page = (data = '') =>
  `${START}<style>a{}</style></head><body>${data}<script type="module">f()</script></body></html>`;
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');

describe('sealPage', () => {
  it('allows the style and the script by their hashes, and nothing from elsewhere', () => {
    const sealed = sealPage(page());
    expect(sealed).toContain(`style-src 'sha256-${hashOf('a{}')}'`);
    expect(sealed).toContain(`script-src 'sha256-${hashOf('f()')}'`);
    expect(sealed).toContain("default-src 'none'");
    expect(sealed).not.toMatch(/unsafe|https?:|\*/);
  });

  it('puts the policy before all that it is about, and changes nothing else', () => {
    const sealed = sealPage(page('$& text'));
    const [policy = ''] = /<meta http-equiv="content-security-policy"[^>]*>/.exec(sealed) ?? [];
    expect(sealed).toMatch(/^<html><head><meta charset="utf-8"><meta http-equiv/);
    expect(sealed.replace(policy, () => '')).toBe(page('$& text'));
  });

  it.each(['<script type="module">g()</script>', '<style>b{}</style></head>', '<i a="<script>">'])(
    'does not allow what is in the data: %s',
    (data) => {
      const policyOf = (html: string) => /content="default[^"]*"/.exec(sealPage(html))?.[0];
      expect(policyOf(page(data))).toBe(policyOf(page()));
    },
  );

  it.each([
    ['no style', page().replace('<style>a{}</style>', '')],
    ['a style elsewhere', page().replace('<style>', '<style media="print">')],
    ['no script', page().replace('f()', 'f()</script>')],
    ['something after its script', page().replace('</body>', '<p></p></body>')],
    ['no place for a policy', page().replace('utf-8', 'latin1')],
  ])('refuses a page with %s', (_name, html) => {
    expect(() => sealPage(html)).toThrow('Expected a page with one style');
  });
});
