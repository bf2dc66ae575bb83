import { describe, expect, it } from 'vitest';
import { parseDiffOptions } from '../../src/command/options.ts';

describe('parseDiffOptions', () => {
  it('compares the working tree with main, and fails on all but noise', () => {
    expect(parseDiffOptions([])).toEqual({
      base: { revision: 'main' },
      head: { revision: 'WORKTREE' },
      profile: undefined,
      failOn: 'visual',
      out: 'dist/diff',
    });
  });

  it('takes a folder for either side', () => {
    expect(parseDiffOptions(['--base-dir', 'a', '--head=v1.0'])).toMatchObject({
      base: { folder: 'a' },
      head: { revision: 'v1.0' },
    });
  });

  it('renders again what was compared', () => {
    expect(parseDiffOptions(['--from', 'a/diff.json', '--fail-on', 'finding'])).toEqual({
      from: 'a/diff.json',
      failOn: 'finding',
      out: 'dist/diff',
    });
  });

  it.each([
    [['--base', 'main', '--base-dir', 'a'], '--base and --base-dir were both given'],
    [['--from', 'a/diff.json', '--head', 'main'], '--from and --head were both given'],
    [['--head', '--upload-pack=x'], '--head'],
    [['--head=--all'], 'The option --head cannot be "--all".'],
    [['--fail-on', 'anything'], 'The option --fail-on cannot be "anything".'],
    [['--profile', '../x'], 'The option --profile cannot be "../x".'],
    [['--profile', 'x'.repeat(101)], 'The option --profile cannot be "xxx'],
    [['main', 'HEAD'], "Unexpected argument 'main'"],
  ])('refuses %j', (argv, message) => {
    expect(() => parseDiffOptions(argv)).toThrow(message);
  });
});
