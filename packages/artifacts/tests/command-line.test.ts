import { HelpRequest } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { describe, expect, it, test } from 'vitest';

const COMMAND = {
  name: 'train',
  purpose: 'Trains a model.',
  options: {
    model: { value: ['benchmark', 'dummy'], help: 'Which of the two.' },
    from: { value: 'path', help: 'Where to begin.', optional: true },
    ...TASK_OPTIONS,
  },
  examples: ['train --model dummy'],
} as const;
const USAGE =
  'Usage: train --model benchmark|dummy [--from <path>] [--profile <name>] [--backend layerprint|cpu|node]';

function parse(...argv: string[]) {
  return parseCommandLine(COMMAND, argv);
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
    [
      'an option with a slip of the pen, and names it',
      ['--profil=quick'],
      "Unknown option '--profil'. Did you mean --profile?",
    ],
    ['a missing value', ['--model'], "Option '--model <value>' argument missing."],
    ['a missing required option', [], 'The option --model is missing.'],
    ['a value outside the choices', ['--model', 'both'], 'The option --model cannot be "both".'],
    [
      'a choice with a slip of the pen, and names it',
      ['--model', 'dumy'],
      'The option --model cannot be "dumy". Did you mean "dummy"?',
    ],
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

  it.each([
    ['alone', ['--help']],
    ['in its short form', ['-h']],
    ['beside a mistake', ['--sede', '1', '--help']],
  ])('answers the wish for help %s, before anything else', (_, argv) => {
    expect(() => parse(...argv)).toThrow(HelpRequest);
  });
});

test('help tells the usage, the purpose, each option with its default, examples and statuses', () => {
  const statuses = { 0: 'it is trained', 2: 'it is not' };
  const options = { model: COMMAND.options.model, profile: TASK_OPTIONS.profile };
  const command = { ...COMMAND, options, statuses };
  let help = '';
  try {
    parseCommandLine(command, ['--help']);
  } catch (request) {
    ({ help } = request as HelpRequest);
  }
  expect(help).toBe(`Usage: train --model benchmark|dummy [--profile <name>]

Trains a model.

Options:
  --model benchmark|dummy
      Which of the two.
  --profile <name>
      ${TASK_OPTIONS.profile.help} Default: quick.
  --help, -h
      Prints this, and does nothing else.

Examples:
  train --model dummy

Exit statuses:
  0   it is trained
  2   it is not
`);
});
