import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { composeComment } from '../../pull-request-comment/compose-comment.ts';
import { shortenMarkdown } from '../../pull-request-comment/shorten-markdown.ts';

describe('shortenMarkdown', () => {
  it('leaves alone what is short enough', () => {
    expect(shortenMarkdown('a\nb', 3)).toBe('a\nb');
  });

  it('cuts between lines, so that rows of a table stay whole', () => {
    const table = '| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |';
    expect(shortenMarkdown(table, table.length - 1)).toBe('| a | b |\n| - | - |\n| 1 | 2 |');
  });

  it('cuts a single line between words', () => {
    expect(shortenMarkdown('one two three', 10)).toBe('one two');
  });

  it('keeps what fits of a long line after a short one, unless it is a row', () => {
    const words = 'word '.repeat(100);
    expect(shortenMarkdown(`# Title\n${words}`, 100)).toHaveLength(97);
    expect(shortenMarkdown(`| a |\n| - |\n| ${words} |`, 100)).toBe('| a |\n| - |');
  });

  it.each(['[', '`', '<', '&', 'https:', '![a](', '\\', '👩‍'])('is quick with many %s', (part) => {
    const begun = process.cpuUsage();
    shortenMarkdown(part.repeat(1_000_000 / part.length), 60_000);
    // Of the processor, in microseconds: what others do on the machine does not count.
    expect(process.cpuUsage(begun).user).toBeLessThan(8_000_000);
  });

  it.each([
    ['an escape', '\\*'],
    ['an entity', '&amp;'],
    ['a number of an entity', '&#x1f600;'],
    ['a link', '[the report](https://example.org/a_b)'],
    ['code', '`a b c`'],
    ['an address', 'https://example.org/path'],
    ['a tag', '<br>'],
    ['a pair of surrogates', '😀'],
    ['a flag', '🇩🇪'],
    ['a family', '👩‍👩‍👧'],
    ['an accent', 'é'],
    ['a sign that was parted', '@\u2060o'],
  ])('cuts never inside of %s', (_, atom) => {
    for (let before = 1; before < 4; before++) {
      const text = `${'x'.repeat(before)}${atom}${'y'.repeat(40)}`;
      for (let longest = before; longest <= before + atom.length; longest++) {
        const kept = shortenMarkdown(text, longest);
        const inside = kept.length - before;
        expect([0, atom.length], `${kept} at ${longest}`).toContain(inside);
      }
    }
  });

  it('closes what is open', () => {
    const text = `<details>\n<summary>more</summary>\n\n${'line\n'.repeat(100)}</details>`;
    expect(shortenMarkdown(text, 200)).toMatch(/line\n<\/details>$/);
    const fenced = `\`\`\`json\n${'line\n'.repeat(100)}\`\`\``;
    expect(shortenMarkdown(fenced, 200)).toMatch(/line\n```$/);
  });

  it('gives well-formed text that is short enough, whatever it is given', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\\', '&amp;', '[a](b)', '`', '```\n', '<details>', '\n', ' ', '| a |', '😀'),
    );
    const texts = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat(200), (text, longest) => {
        const kept = shortenMarkdown(text, longest);
        expect(kept.length).toBeLessThanOrEqual(longest);
        if (text.isWellFormed()) expect(kept.isWellFormed()).toBe(true);
        expect(
          kept.replace(/\n?(?:```+|~~~+|<\/summary>|\n|<\/details>)*$/u, '').length,
        ).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a comment', () => {
  it.each([
    ['one line', 'a'.repeat(200_000)],
    ['one line of words', 'word '.repeat(40_000)],
    ['one line of signs of four bytes', '😀'.repeat(50_000)],
    ['one line of escapes', '\\*'.repeat(60_000)],
    ['many lines', 'a line of text\n'.repeat(10_000)],
    ['mentions, which grow', '@a '.repeat(40_000)],
  ])('is taken by GitHub where the text is %s, and says that it was cut', (_, text) => {
    const body = composeComment(text, 'https://example.org/run', 'a'.repeat(40));
    expect([...body].length).toBeLessThan(65_536);
    expect(body.length).toBeLessThan(65_536);
    expect(body.length).toBeGreaterThan(55_000);
    expect(Buffer.byteLength(body)).toBeLessThan(262_144);
    expect(body.isWellFormed()).toBe(true);
    expect(body).toContain('The rest is in the report.');
    expect(body).toContain('(https://example.org/run#artifacts)');
  });
});
