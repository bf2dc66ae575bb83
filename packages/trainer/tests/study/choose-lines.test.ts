import { describe, expect, it } from 'vitest';
import { chooseLines, type AuditChoice } from '../../src/study/audit/choose-lines.ts';
import { lineOf, planOf } from './small-study.ts';

const LINES = Array.from({ length: 30 }, (_, i) => lineOf(planOf(`pair-${i + 10}-more`)));
const choose = (choice: AuditChoice) => chooseLines(LINES, choice).map(({ id }) => id);

describe('the lines of an audit', () => {
  it('are all, or those with these ids, in the order of the record', () => {
    expect(choose('all')).toEqual(LINES.map(({ id }) => id));
    const ids = ['pair-30-more', 'pair-11-more', 'pair-11-more'];
    expect(choose({ ids })).toEqual(['pair-11-more', 'pair-30-more']);
  });

  it.each([
    ['no more than asked', 3, 3],
    ['one', 1, 1],
    ['each once, where more are asked than there are', 100, 30],
  ])('are a sample: %s', (_, sample, expected) => {
    const drawn = choose({ sample, seed: 7 });
    expect(new Set(drawn).size).toBe(expected);
    expect(drawn).toEqual(drawn.toSorted());
    expect(choose({ sample, seed: 7 })).toEqual(drawn);
  });

  it('are others by another seed, and every line as often as another', () => {
    const times = new Map(LINES.map(({ id }) => [id, 0]));
    for (let seed = 0; seed < 1000; seed++) {
      for (const id of choose({ sample: 3, seed })) times.set(id, times.get(id)! + 1);
    }
    // 100 each on average, with a standard deviation of 9.5.
    expect(Math.min(...times.values())).toBeGreaterThan(60);
    expect(Math.max(...times.values())).toBeLessThan(140);
  });

  it.each([
    ['pair-99-more', 'The record has no line "pair-99-more". Did you mean pair-19-more?'],
    ['nothing-at-all', 'The record has no line "nothing-at-all".'],
  ])('are refused by name where there is no %s', (id, message) => {
    expect(() => choose({ ids: ['pair-10-more', id] })).toThrow(
      expect.objectContaining({ code: 'no-such-line', message }) as Error,
    );
  });
});
