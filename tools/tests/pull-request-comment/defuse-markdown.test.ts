import { describe, expect, it } from 'vitest';
import { defuseMarkdown } from '../../pull-request-comment/defuse-markdown.ts';

describe('defuseMarkdown', () => {
  it.each([
    ['a mention', 'ping @octocat', '@octocat'],
    ['a mention as an entity', '&#64;octocat &commat;octocat', /&#|&commat;/],
    ['a link', '[free](https://example.org)', /\]\(|:\/\//],
    ['a relative link', '[settings](/settings)', ']('],
    ['a link by reference', '[a][b]\n\n[b]: //example.org', /\]\[|\]:/],
    ['an address that GitHub links', 'https://example.org www.example.org', /:\/\/|www\./],
    ['a picture', '![](https://example.org/count.png)', ']('],
    ['HTML', '<img src=x> <a href=//x> <!-- layerprint figure diff -->', /<[a-z!]/],
    ['a reference to an issue', 'see #12, octo/cat#3 and GH-4', /#\d|GH-\d/],
  ])('takes the effect from %s', (_, text, trigger) => {
    expect(text).toMatch(trigger);
    const safe = defuseMarkdown(text);
    expect(safe).not.toMatch(trigger);
    expect(safe.replaceAll('\u2060', '')).toBe(text);
  });

  it('leaves headings, tables, code, and folded parts as they are', () => {
    const text =
      '# Title\n\n| a | b |\n| --- | --- |\n| 0.47 → 0.61 | `x < y` &lt; |\n\n' +
      '<details>\n<summary>3 more</summary>\n\n- one\n\n</details>\n';
    expect(defuseMarkdown(text)).toBe(text);
  });
});
