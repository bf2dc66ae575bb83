import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listFieldChanges } from '../../src/comparison/field-changes.ts';

const list = (base: unknown, head: unknown) =>
  listFieldChanges(base, head).map(({ path, base: was, head: is }) => [path.join('.'), was, is]);

describe('listFieldChanges', () => {
  test.each<[string, unknown, unknown, unknown[]]>([
    ['a field', { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, [['a.b', 1, 3]]],
    ['a field that is new, as one', {}, { a: { b: 1 } }, [['a', undefined, { b: 1 }]]],
    ['a field that is gone', { a: null }, {}, [['a', null, undefined]]],
    ['another type', { a: '1' }, { a: 1 }, [['a', '1', 1]]],
    ['an object that is null', { a: null }, { a: { b: 1 } }, [['a', null, { b: 1 }]]],
    ['an object that is an array', { a: { 0: 'x' } }, { a: ['x'] }, [['a', { 0: 'x' }, ['x']]]],
    ['numbers in an array as one field', { a: [1, 2] }, { a: [1, 3] }, [['a', [1, 2], [1, 3]]]],
    ['more numbers', { a: [1] }, { a: [1, 1] }, [['a', [1], [1, 1]]]],
    [
      'items by their names',
      [{ id: 'a', x: 1 }, { id: 'b' }],
      [{ id: 'b' }, { id: 'c' }],
      [
        ['a', { id: 'a', x: 1 }, undefined],
        ['c', undefined, { id: 'c' }],
      ],
    ],
    [
      'items by numbers that name them',
      [{ epoch: 1, x: 1 }],
      [{ epoch: 1, x: 2 }],
      [['1.x', 1, 2]],
    ],
    [
      'the order of named items',
      [{ id: 'a' }, { id: 'b' }],
      [{ id: 'b' }, { id: 'a' }],
      [['', ['a', 'b'], ['b', 'a']]],
    ],
    [
      'the order of items named by numbers',
      [{ name: '2' }, { name: '1' }],
      [{ name: '1' }, { name: '2' }],
      [['', ['2', '1'], ['1', '2']]],
    ],
    [
      'items of one name by their places',
      [
        { id: 'a', x: 1 },
        { id: 'a', x: 2 },
      ],
      [
        { id: 'a', x: 1 },
        { id: 'a', x: 3 },
      ],
      [['1.x', 2, 3]],
    ],
    [
      'texts by their places',
      ['a', 'b'],
      ['a', 'c', 'd'],
      [
        ['1', 'b', 'c'],
        ['2', undefined, 'd'],
      ],
    ],
  ])('lists %s', (_, base, head, expected) => {
    expect(list(base, head)).toEqual(expected);
  });

  test('lists something where two values are not the same JSON, and nothing where they are', () => {
    const named = fc.array(fc.record({ id: fc.constantFrom('a', 'b', '1'), x: fc.json() }));
    const anyValue = fc.oneof(fc.jsonValue({ noUnicodeString: false }), named);
    const sort = (value: unknown): string =>
      JSON.stringify(value, (_, item: unknown) =>
        typeof item === 'object' && item !== null && !Array.isArray(item)
          ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
          : item,
      );
    fc.assert(
      fc.property(anyValue, anyValue, (base, head) => {
        expect(listFieldChanges(base, structuredClone(base))).toEqual([]);
        expect(listFieldChanges(base, head).length > 0).toBe(sort(base) !== sort(head));
      }),
      { numRuns: 500 },
    );
  });
});
