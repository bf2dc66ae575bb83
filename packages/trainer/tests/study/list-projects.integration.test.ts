import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { listProjects } from '../../src/study/list-projects.ts';

/** As many trainings as a study can have pairs, of two models. */
const MANY = Array.from({ length: 20_000 }, (_, i) => `article/pair-${i}-benchmark`);

describe('the options that name projects for Nx', () => {
  it.each([
    ['none', [], []],
    ['one', ['quick/a'], ['--projects=quick/a']],
    ['few', ['quick/a', 'quick/b'], ['--projects=quick/a,quick/b']],
  ])('are as many as it takes: %s', (_, projects, options) => {
    expect(listProjects(projects)).toEqual(options);
  });

  it('name each of thousands once, in order', () => {
    const named = listProjects(MANY).map((option) => /^--projects=(.*)$/.exec(option)![1]!);
    expect(named.join(',')).toBe(MANY.join(','));
  });

  it('are short enough for a command, and no shorter than they have to be', () => {
    const options = listProjects(MANY);
    for (const option of options) expect(spawnSync('true', [option]).error).toBeUndefined();
    for (const [i, option] of options.slice(1).entries()) {
      const [next] = option.slice('--projects='.length).split(',');
      expect(Buffer.byteLength(`${options[i]!},${next!}`)).toBeGreaterThanOrEqual(128 * 1024);
    }
  });
});
