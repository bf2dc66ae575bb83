import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNestedTooDeep, parseJsonText } from '../src/json-text.ts';

describe('parseJsonText', () => {
  test('reads what JSON.parse reads, however it is laid out', () => {
    fc.assert(
      fc.property(
        withoutPrototypes(),
        fc.constantFrom('', ' ', '\t', '\r\n  '),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          expect(parseJsonText(text)).toEqual(JSON.parse(text));
          expect(parseJsonText(`\ufeff${text}`)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  test('refuses a key that stands twice, wherever, however written', () => {
    const spell = (key: string, spelling: string): string =>
      spelling === 'plain'
        ? JSON.stringify(key)
        : `"${[...Array(key.length).keys()].map((i) => `\\u${key.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;
    const spelling = fc.constantFrom('plain', 'escaped');
    const place = fc.constantFrom(
      (text: string) => text,
      (text: string) => `[1, "{", ${text}]`,
      (text: string) => `{"x": [{"\\"": ${text}}], "y": 1}`,
    );
    const key = fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__');
    fc.assert(
      fc.property(key, spelling, spelling, place, (key, one, other, around) => {
        const twice = `{${spell(key, one)}: {"a": "b"}, ${spell(key, other)} : 2}`;
        expect(() => parseJsonText(around(twice))).toThrow('stands twice in one object');
        const apart = `{${spell(key, one)}: {${spell(key, other)} : 2}}`;
        expect(parseJsonText(around(apart))).toEqual(JSON.parse(around(apart)));
      }),
    );
  });

  const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  test.each([
    [
      '{\n  "a": 1,\n  "\\u0061": 2\n}',
      'the key "a" stands twice in one object, at line 3, column 3',
    ],
    ['[{"a": {"b": 1, "b": 2}}]', 'the key "b" stands twice in one object, at line 1, column 17'],
    ['{"__proto__": {"a": 1}}', '"__proto__" cannot be a key, at line 1, column 2'],
    ['1e999', '1e999 is too large for a number of 64 bits, at line 1, column 1'],
    [
      '{"a": "1e999", "b": [1, -2E+400]}',
      '-2E+400 is too large for a number of 64 bits, at line 1, column 25',
    ],
    [deep(20_000), 'arrays and objects are more than 100 deep, at line 1, column 101'],
    [
      '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000),
      'arrays and objects are more than 100 deep',
    ],
    ['['.repeat(20_000), 'unexpected end, at line 1, column 20001'],
    ['{"a": 1,}', 'Expected double-quoted property name, at line 1, column 9'],
    ['[1,\n2,]', 'unexpected "]", at line 2, column 3'],
    ['// why\n{}', 'unexpected "/", at line 1, column 1'],
    ['{"a": /* why */ 1}', 'unexpected "/", at line 1, column 7'],
    ['{"a": 🐸}', 'unexpected "🐸", at line 1, column 7'],
    ['[NaN]', 'unexpected "N", at line 1, column 2'],
    ['1 2', 'Unexpected non-whitespace character after JSON, at line 1, column 3'],
    ['', 'unexpected end, at line 1, column 1'],
    ['tru', 'unexpected end, at line 1, column 4'],
    ['"a\nb"', 'Bad control character in string literal, at line 1, column 3'],
  ])('refuses %.40j, naming what and where', (text, message) => {
    expect(() => parseJsonText(text)).toThrow(SyntaxError);
    expect(() => parseJsonText(text)).toThrow(message);
  });

  test('reads what is as deep as it may be', () => {
    expect(parseJsonText(deep(100))).toEqual(JSON.parse(deep(100)));
    expect(() => parseJsonText(deep(101))).toThrow('more than 100 deep');
  });

  test('finds the first unexpected character of any text that is cut into', () => {
    const cut = fc.tuple(withoutPrototypes(), fc.nat(), fc.constantFrom('#', 'x', '\u202e'));
    fc.assert(
      fc.property(cut, ([value, at, sign]) => {
        const text = JSON.stringify([value]);
        const where = at % text.length;
        const broken = text.slice(0, where) + sign + text.slice(where);
        let column: number | undefined;
        try {
          // Inside a string it is a character like any other.
          expect(JSON.stringify(parseJsonText(broken))).toContain(sign);
        } catch (error) {
          column = Number(/column (\d+)$/.exec((error as Error).message)![1]);
        }
        if (column !== undefined) expect(column).toBe(where + 1);
      }),
    );
  });
});

test('isNestedTooDeep tells a value that no reader takes, also one that holds itself', () => {
  const loop: unknown[] = [];
  loop.push(loop);
  expect(isNestedTooDeep(loop)).toBe(true);
  expect(isNestedTooDeep(JSON.parse(`${'[1,'.repeat(20_000)}1${']'.repeat(20_000)}`))).toBe(true);
  expect(isNestedTooDeep({ a: [[1], { b: null }] })).toBe(false);
});

// A key of that name is refused.
function withoutPrototypes() {
  return fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__"'));
}
