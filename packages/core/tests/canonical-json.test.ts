import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  parseJson,
  shortestFloat32,
  stringifyCanonicalJson,
} from '@layerprint/core/canonical-json';

const PointSchema = z.strictObject({
  name: z.string(),
  at: z.array(z.number()),
  note: z.string().optional(),
  tags: z.array(z.strictObject({ tag: z.string() })),
});

describe('stringifyCanonicalJson', () => {
  test('writes keys in the order of the schema, numbers on one line, two spaces of indent', () => {
    const value = { tags: [{ tag: 'a' }], at: [1, 2.5], name: 'p' };
    expect(stringifyCanonicalJson(PointSchema, value, 'p.json')).toBe(
      '{\n  "name": "p",\n  "at": [1,2.5],\n  "tags": [\n    {\n      "tag": "a"\n    }\n  ]\n}\n',
    );
  });

  test('leaves out what is undefined and writes empty arrays and objects short', () => {
    const value = { name: 'p', at: [], note: undefined, tags: [] };
    expect(stringifyCanonicalJson(PointSchema.partial(), value, 'p.json')).toBe(
      '{\n  "name": "p",\n  "at": [],\n  "tags": []\n}\n',
    );
    expect(stringifyCanonicalJson(z.strictObject({}), {}, 'p.json')).toBe('{}\n');
  });

  // zod leaves out a key of that name wherever keys are free, so that it cannot become a prototype.
  const jsonWithoutPrototypes = fc
    .jsonValue()
    .filter((value) => !JSON.stringify(value).includes('"__proto__"'));

  test('is the same as JSON to any reader, whatever the strings hold', () => {
    fc.assert(
      fc.property(jsonWithoutPrototypes, (value) => {
        const text = stringifyCanonicalJson(
          z.json(),
          value as z.infer<ReturnType<typeof z.json>>,
          'x',
        );
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('leaves out a key that would become a prototype', () => {
    const value = JSON.parse('{"a": 1, "__proto__": {"b": 2}}') as Record<string, unknown>;
    const text = stringifyCanonicalJson(z.record(z.string(), z.unknown()), value, 'x');
    expect(JSON.parse(text)).toEqual({ a: 1 });
  });

  test.each([Number.NaN, Infinity, -Infinity])('refuses %s, naming the field', (number) => {
    expect(() =>
      stringifyCanonicalJson(PointSchema, { name: 'p', at: [1, number], tags: [] }, 'p.json'),
    ).toThrow(/p\.json does not have the expected content:\n {2}at\.1: /);
  });

  test('says which number it refuses', () => {
    const write = () => stringifyCanonicalJson(z.number(), Number.NaN, 'p.json');
    expect(write).toThrow(/found NaN$/);
  });

  test('refuses what is nested deeper than anything can read', () => {
    const value = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as z.infer<
      ReturnType<typeof z.json>
    >;
    expect(() => stringifyCanonicalJson(z.json(), value, 'p.json')).toThrow(
      'p.json cannot be written: it is nested deeper than anything can read.',
    );
  });

  test('refuses what the schema does not know', () => {
    const value = { name: 'p', at: [], tags: [], typo: 1 } as z.input<typeof PointSchema>;
    expect(() => stringifyCanonicalJson(PointSchema, value, 'p.json')).toThrow('"typo"');
  });
});

describe('parseJson', () => {
  test('gives back what was written', () => {
    const value = { name: 'p', at: [0.1, -3, 1e-9], tags: [{ tag: '×' }] };
    expect(parseJson(PointSchema, stringifyCanonicalJson(PointSchema, value, 'p'), 'p')).toEqual(
      value,
    );
  });

  test.each(['', '{', '{"name": "p",}', 'undefined'])('explains a broken text: %j', (text) => {
    expect(() => parseJson(PointSchema, text, 'dist/p.json')).toThrow(
      expect.objectContaining({
        code: 'invalid-json',
        message: expect.stringMatching(/^dist\/p\.json is not valid JSON: /),
        hint: expect.stringContaining('dist/p.json'),
        cause: expect.any(SyntaxError),
      }),
    );
  });

  test('names every wrong field with what was expected and what was there', () => {
    const text = '{"name": 3, "at": [1, "2"], "tags": [{"tag": null}]}';
    expect(() => parseJson(PointSchema, text, 'p.json')).toThrow(
      expect.objectContaining({
        code: 'invalid-json',
        message: [
          'p.json does not have the expected content:',
          '  name: Invalid input: expected string, found 3',
          '  at.1: Invalid input: expected number, found "2"',
          '  tags.0.tag: Invalid input: expected string, found null',
        ].join('\n'),
      }),
    );
  });

  test('shows the start of a long wrong value only', () => {
    const text = JSON.stringify({ name: 'p', at: 'x'.repeat(500), tags: [] });
    expect(() => parseJson(PointSchema, text, 'p.json')).toThrow(/found "x{56}…$/);
  });

  test('shows of long keys the start only, and of many problems the first', () => {
    const keys = Array.from({ length: 100 }, (_, i) => [
      `${i}${'x'.repeat(1000)}`,
      'y'.repeat(1000),
    ]);
    const text = JSON.stringify({ ...Object.fromEntries(keys), at: keys });
    const problems = [
      () => parseJson(PointSchema, text, 'p.json'),
      () => parseJson(z.record(z.string(), z.number()), text, 'p.json'),
    ];
    for (const read of problems) {
      expect(read).toThrow(expect.objectContaining({ code: 'invalid-json' }));
      expect(read).toThrow(/^[^]{200,4000}$/);
      expect(read).toThrow(/\n {2}and \d+ more$/);
    }
  });

  test('reads bytes as UTF-8, with or without a byte order mark, and refuses others', () => {
    const read = (bytes: Buffer) => parseJson(z.string(), bytes, 'p.json');
    for (const mark of ['', '\ufeff']) expect(read(Buffer.from(`${mark}"×"`))).toBe('×');
    for (const bytes of [Buffer.from('"×"', 'latin1'), Buffer.from('\ufeff"×"', 'utf16le')]) {
      expect(() => read(bytes)).toThrow(
        expect.objectContaining({
          code: 'invalid-json',
          message: 'p.json is not valid JSON: it is not encoded in UTF-8.',
          hint: expect.stringContaining('Save p.json as UTF-8'),
        }),
      );
    }
  });

  test('says so when the whole is wrong', () => {
    expect(() => parseJson(PointSchema, '7', 'p.json')).toThrow('(top level): ');
  });
});

describe('shortestFloat32', () => {
  const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });

  test('keeps the float32 exactly, in at most nine digits', () => {
    fc.assert(
      fc.property(float32, (value) => {
        const short = shortestFloat32(value);
        expect(Math.fround(short)).toBe(value + 0);
        expect(short.toExponential().replace(/e.*|[-.]/g, '').length).toBeLessThanOrEqual(9);
      }),
    );
  });

  test('finds no shorter decimal that is as good', () => {
    fc.assert(
      fc.property(float32, (value) => {
        const short = shortestFloat32(value);
        const digits = short.toExponential().replace(/e.*|[-.]/g, '').length;
        for (let fewer = 1; fewer < digits; fewer++) {
          expect(Math.fround(Number(value.toPrecision(fewer)))).not.toBe(value);
        }
      }),
    );
  });

  test.each([
    [Math.fround(0.1), 0.1],
    [Math.fround(1 / 3), 0.33333334],
    [16_777_216, 16_777_216],
    [2 ** -149, 1e-45],
  ])('shortens %d to %d', (value, short) => {
    expect(shortestFloat32(value)).toBe(short);
  });

  test('turns -0 into 0', () => {
    expect(Object.is(shortestFloat32(-0), 0)).toBe(true);
  });
});
