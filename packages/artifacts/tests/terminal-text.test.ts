import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showLine, showText } from '@layerprint/artifacts/terminal-text';

/** What terminals obey, by hand: controls but the tab, turns of direction, invisible signs. */
const HARMFUL = [
  ...range(0x00, 0x08),
  ...range(0x0a, 0x1f),
  ...range(0x7f, 0x9f),
  0xad,
  0x61c,
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x2064),
  ...range(0x2066, 0x206f),
  ...range(0xd800, 0xdfff),
  0xfeff,
  ...range(0xfff9, 0xfffb),
  0xe0001,
  ...range(0xe0020, 0xe007f),
];

describe('showLine', () => {
  test('leaves nothing that a terminal obeys, in any text', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...HARMFUL), fc.nat(0x10ffff)));
    fc.assert(
      fc.property(text, (codes) => {
        const shown = showLine(String.fromCodePoint(...codes));
        for (const sign of shown) expect(HARMFUL).not.toContain(sign.codePointAt(0));
      }),
    );
  });

  test.each([
    ['a colour', '\x1b[31mred', '\\u{1b}[31mred'],
    ['a title of the window', '\x1b]0;owned\x07', '\\u{1b}]0;owned\\u{7}'],
    ['a link', '\x1b]8;;http://x\x1b\\here', '\\u{1b}]8;;http://x\\u{1b}\\here'],
    ['an introducer of one byte', '\x9b2J', '\\u{9b}2J'],
    ['a line written over', 'failed\rpassed', 'failed\\u{d}passed'],
    ['signs taken back', 'no\b\byes', 'no\\u{8}\\u{8}yes'],
    ['a turned direction', 'exe\u202egpj', 'exe\\u{202e}gpj'],
    ['half a pair', 'a\ud83d', 'a\\u{d83d}'],
    ['a second line', 'one\ntwo', 'one\\u{a}two'],
  ])('shows %s', (_, text, shown) => {
    expect(showLine(text)).toBe(shown);
  });

  test('leaves words of any language, pairs of surrogates and tabs as they are', () => {
    const text = 'Größe\tα → β 木 🐸 “1,234” ₂ é عربى';
    expect(showLine(text)).toBe(text);
  });
});

test('showText keeps line breaks, of either kind', () => {
  expect(showText('one\ntwo\r\nthree\rfour\n')).toBe('one\ntwo\nthree\\u{d}four\n');
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
