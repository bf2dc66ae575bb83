import { expect, test } from 'vitest';
import { LayerprintError } from '@layerprint/core/errors';

test('an error carries its code, its hint and its cause', () => {
  const cause = new Error('disk');
  const error = new LayerprintError('not-written', 'It was not written.', 'Try again.', { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'LayerprintError',
    code: 'not-written',
    message: 'It was not written.',
    hint: 'Try again.',
    cause,
  });
});

test('an error without a cause has none', () => {
  expect(new LayerprintError('a', 'b', 'c')).not.toHaveProperty('cause');
});
