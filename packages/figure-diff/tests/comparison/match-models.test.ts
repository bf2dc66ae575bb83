import { describe, expect, test } from 'vitest';
import { matchModels } from '../../src/comparison/match-models.ts';
import { readModels, sampleOfModels } from './sample-of-models.ts';

/** "a←b" for each model of the head that has a partner, and what the base's are called, where that is otherwise. */
function match(base: string, head: string): { partners: string[]; renamed: string[] } {
  const [ofBase, ofHead] = [base, head].map((text) => sampleOfModels(readModels(text)).manifest);
  const { partners, names } = matchModels(ofBase!, ofHead!);
  return {
    partners: [...partners].map(([role, was]) => `${role}←${was}`),
    renamed: [...names].flatMap(([was, name]) => (was === name ? [] : [`${was}→${name}`])),
  };
}

describe('a letter for an id and a number for what the model is: the models', () => {
  test.each([
    ['are the same', 'a1 b2', 'a1 b2', ['a←a', 'b←b'], []],
    ['are the same in another order', 'a1 b2', 'b2 a1', ['b←b', 'a←a'], []],
    ['are one that is the same and one that is another', 'a1 b2', 'a1 b3', ['a←a', 'b←b'], []],
    ['are others', 'a1 b2', 'a3 b4', ['a←a', 'b←b'], []],
    ['are one that is there twice', 'a1 b2', 'a1 b1', ['a←a', 'b←b'], []],
    ['are in each other’s places', 'a1 b2', 'a2 b1', ['a←b', 'b←a'], ['a→b', 'b→a']],
    ['are one in a place, and one that is gone', 'a1 b2', 'a3 b1', ['a←b', 'b←a'], ['a→b', 'b→a']],
    ['are one in a place, and one that is new', 'a1 b2', 'a2 b3', ['a←b', 'b←a'], ['a→b', 'b→a']],
    ['are called otherwise', 'a1 b2', 'c1 d2', ['c←a', 'd←b'], ['a→c', 'b→d']],
    ['are others, called otherwise', 'a1 b2', 'c3 d4', [], []],
    ['are one more', 'a1', 'a1 b2', ['a←a'], []],
    ['are one less', 'a1 b2', 'b2', ['b←b'], []],
    ['are one less, and the other in its place', 'a1 b2', 'a2', ['a←b'], ['a→a_of_base', 'b→a']],
    ['are two more', 'a1 b2', 'a1 c3 b2 d4', ['a←a', 'b←b'], []],
    ['are one of four, called otherwise', 'a1 b2 c3 d4', 'x3', ['x←c'], ['c→x']],
    ['are turned round', 'a1 b2 c3', 'a2 b3 c1', ['a←b', 'b←c', 'c←a'], ['a→c', 'b→a', 'c→b']],
  ])('%s: %s and %s', (_, base, head, partners, renamed) => {
    expect(match(base, head)).toEqual({ partners, renamed });
  });
});

test('a model without a partner gets no name that another has', () => {
  const long = 'a'.repeat(40);
  const { renamed } = match(`${long}1 x2`, `${long}2 a_of_base3`);
  expect(renamed).toEqual([`${long}→${'a'.repeat(30)}_of_base`, `x→${long}`]);
  expect(match('a1 x2', 'a2 a_of_base3').renamed).toEqual(['a→a_of_base2', 'x→a']);
});
