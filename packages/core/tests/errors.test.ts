import { expect, test } from 'vitest';
import { LayerprintError, reviveError } from '@layerprint/core/errors';

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

test('an error of another copy of the class is an error of ours, and nothing else is', async () => {
  const copy = '../src/errors.ts?as-in-a-bundle';
  const other = (await import(copy)) as { LayerprintError: typeof LayerprintError };
  expect(other.LayerprintError).not.toBe(LayerprintError);
  expect(new other.LayerprintError('a', 'b', 'c')).toBeInstanceOf(LayerprintError);
  expect(new LayerprintError('a', 'b', 'c')).toBeInstanceOf(other.LayerprintError);
  const look = { name: 'LayerprintError', code: 'a', message: 'b', hint: 'c' };
  for (const value of [
    new Error('b'),
    look,
    undefined,
    null,
    'b',
    Object.assign(new Error(), look),
  ])
    expect(value).not.toBeInstanceOf(LayerprintError);
});

test('an error that came from a thread gets its class back, and another stays as it is', () => {
  const cloned = structuredClone(new LayerprintError('a', 'b', 'c'));
  // What a thread throws keeps its fields; a clone does not.
  const thrown = Object.assign(cloned, { name: 'LayerprintError', code: 'a', hint: 'c' });
  expect(thrown).not.toBeInstanceOf(LayerprintError);
  expect(reviveError(thrown)).toBeInstanceOf(LayerprintError);
  expect(reviveError(thrown)).toMatchObject({ code: 'a', message: 'b', hint: 'c', cause: thrown });
  for (const error of [new TypeError('bug'), undefined]) expect(reviveError(error)).toBe(error);
});
