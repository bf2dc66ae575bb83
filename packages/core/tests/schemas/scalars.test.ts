import { describe, expect, test } from 'vitest';
import {
  RelativePathSchema,
  Sha256Schema,
  SlugSchema,
  sortKeys,
} from '@layerprint/core/schemas/scalars';

describe('RelativePathSchema', () => {
  test.each(['manifest.json', 'figures/lead/light.png', 'a/b..c/d', '.well-known'])(
    'takes %s',
    (path) => {
      expect(RelativePathSchema.safeParse(path).success).toBe(true);
    },
  );

  test.each([
    '',
    '/etc/passwd',
    '../a',
    'a/../b',
    'a/..',
    './a',
    'a//b',
    'a/',
    'a\\b',
    'C:/a',
    'a b',
    'a\n',
  ])('refuses %j', (path) => {
    expect(RelativePathSchema.safeParse(path).success).toBe(false);
  });
});

describe('SlugSchema', () => {
  test.each(['frog-4', 'activations-conv2d_1-dummy-frog-4', '9'])('takes %s', (slug) => {
    expect(SlugSchema.safeParse(slug).success).toBe(true);
  });

  test.each(['', 'Frog', '-a', '_a', 'a b', 'a/b', 'a.b', 'a\n', 'é'])('refuses %j', (slug) => {
    expect(SlugSchema.safeParse(slug).success).toBe(false);
  });
});

test('Sha256Schema takes 64 lower-case hex digits alone', () => {
  const sum = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(Sha256Schema.safeParse(sum).success).toBe(true);
  for (const wrong of [sum.toUpperCase(), sum.slice(1), `${sum}0`, `${sum}\n`]) {
    expect(Sha256Schema.safeParse(wrong).success).toBe(false);
  }
});

test('sortKeys sorts by code unit', () => {
  expect(Object.keys(sortKeys({ b: 1, a: 2, B: 3, '@x': 4 }))).toEqual(['@x', 'B', 'a', 'b']);
});
