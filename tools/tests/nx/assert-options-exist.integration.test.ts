import { LayerprintError } from '@layerprint/core/errors';
import { describe, expect, it } from 'vitest';
import { assertOptionsExist } from '../../nx/assert-options-exist.ts';
import { listNxOptions } from '../../nx/list-nx-options.ts';
import type { Target } from '../../nx/list-targets.ts';

const TARGET: Target = {
  project: 'trainer',
  name: 'draw',
  command:
    "printf '%s\\n' 'Options:' '  --backend name' '  --profile name' '  --port n' '  --help, -h';:",
};

const check =
  (...names: string[]) =>
  () =>
    assertOptionsExist(names, [TARGET]);

describe('an option', () => {
  it.each([
    'skip-nx-cache',
    'skipNxCache',
    'no-cloud',
    'verbose',
    'parallel',
    'output-style',
    'outputStyle',
    'graph',
    'nx-bail',
    'exclude-task-dependencies',
    'projects',
    'targets',
    'files',
    'base',
    'exclude',
    'configuration',
    'batch',
    'help',
  ])('of Nx, --%s, is taken', (name) => {
    expect(check(name)).not.toThrow();
  });

  it('of the command is taken', () => {
    expect(check('profile', 'backend', 'port')).not.toThrow();
  });

  it.each([
    ['profil', 'profile'],
    ['Profile', 'profile'],
    ['PORT', 'port'],
    ['bakend', 'backend'],
    ['no-profile', 'profile'],
  ])('that is misspelt, --%s, is refused with --%s', (name, meant) => {
    expect(check('profile', name)).toThrow(LayerprintError);
    expect(check('profile', name)).toThrow(
      `There is no option --${name} of trainer:draw, nor of Nx. Did you mean --${meant}?`,
    );
  });

  it('that is like none is refused without a guess', () => {
    expect(check('colours-of-the-map')).toThrow(/nor of Nx\.$/);
  });

  it('is left to a command that is not ours', () => {
    expect(() => assertOptionsExist(['watch'], [])).not.toThrow();
  });
});

it('the options of Nx are read where Nx has them', () => {
  expect([...listNxOptions()]).toEqual(
    expect.arrayContaining(['skipNxCache', 'disableNxCache', 'configuration', 'c', 'files', 'tui']),
  );
});
