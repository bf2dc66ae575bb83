import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { describe, expect, it } from 'vitest';

const OPTIONS = {
  model: { value: ['benchmark', 'dummy'] },
  from: { value: 'path', optional: true },
  ...TASK_OPTIONS,
} as const;
const USAGE =
  'Usage: train --model benchmark|dummy [--from <path>] [--profile <name>] [--backend layerprint|cpu|node]';

function parse(...argv: string[]) {
  return parseCommandLine('train', argv, OPTIONS);
}

function failureOf(...argv: string[]): LayerprintError {
  try {
    parse(...argv);
  } catch (error) {
    return error as LayerprintError;
  }
  throw new Error(`${argv.join(' ')} was accepted`);
}

describe('parseCommandLine', () => {
  it('fills in the defaults, quick for the profile', () => {
    expect(parse('--model', 'dummy')).toEqual({
      model: 'dummy',
      backend: 'layerprint',
      from: undefined,
      profile: 'quick',
    });
  });

  it('takes values after a space or an equals sign, and the last of repeated ones', () => {
    expect(
      parse('--model=benchmark', '--profile', 'quick', '--profile=article', '--from', 'a b'),
    ).toEqual({ model: 'benchmark', backend: 'layerprint', from: 'a b', profile: 'article' });
  });

  it.each([
    ['an unknown option', ['--model', 'dummy', '--sede', '1'], "Unknown option '--sede'."],
    ['an argument that is no option', ['--model', 'dummy', 'x'], "Unexpected argument 'x'."],
    ['a missing value', ['--model'], "Option '--model <value>' argument missing."],
    ['a missing required option', [], 'The option --model is missing.'],
    ['a value outside the choices', ['--model', 'both'], 'The option --model cannot be "both".'],
    ['an empty value', ['--model', 'dummy', '--from', ''], 'The option --from cannot be "".'],
    [
      'a profile that would leave the workspace',
      ['--model', 'dummy', '--profile', '../x'],
      'The option --profile cannot be "../x".',
    ],
  ])('rejects %s with the usage as hint', (_, argv, message) => {
    const error = failureOf(...argv);
    expect(error).toBeInstanceOf(LayerprintError);
    expect(error.code).toBe('bad-usage');
    expect(error.message).toContain(message.slice(0, -1));
    expect(error.hint).toBe(USAGE);
  });
});
