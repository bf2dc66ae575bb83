import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HelpRequest, runCommand } from '@layerprint/artifacts/command';
import { LayerprintError } from '@layerprint/core/errors';

let before: typeof process.exitCode;

beforeEach(() => {
  before = process.exitCode;
  process.exitCode = undefined;
});

afterEach(() => {
  process.exitCode = before;
});

test('a command that succeeds prints nothing and leaves the exit status alone', async () => {
  await runCommand(async () => undefined);
  expect(process.exitCode).toBeUndefined();
});

test('a mistake of the user prints code, message and hint without a stack, and exits 1', async () => {
  const print = vi.spyOn(console, 'error').mockReturnValue();
  await runCommand(() =>
    Promise.reject(new LayerprintError('file-not-found', 'It is not there.', 'Make it.')),
  );
  expect(print.mock.calls).toEqual([['\nerror (file-not-found): It is not there.\n  Make it.\n']]);
  expect(process.exitCode).toBe(1);
  print.mockClear();
});

test('help that was asked for is printed on standard output, and is no failure', async () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await runCommand(() => Promise.reject(new HelpRequest('what it does')));
  expect(print.mock.calls).toEqual([['what it does']]);
  expect(process.exitCode).toBeUndefined();
  print.mockRestore();
});

test('a command whose status 1 means something else ends in the status it names', async () => {
  const print = vi.spyOn(console, 'error').mockReturnValue();
  await runCommand(
    () => Promise.reject(new LayerprintError('no-base', 'There is none.', 'Make it.')),
    2,
  );
  expect(process.exitCode).toBe(2);
  print.mockClear();
});

test('what the system refuses is a sentence, not a bug', async () => {
  const print = vi.spyOn(console, 'error').mockReturnValue();
  await runCommand(async () => {
    await readFile('/nowhere/file');
  }, 2);
  expect(print.mock.calls).toEqual([
    [expect.stringContaining('/nowhere/file failed: a part of the path does not exist.\n  Check')],
  ]);
  expect(process.exitCode).toBe(2);
  print.mockClear();
});

test('a bug prints the error itself, with its stack, and exits 70', async () => {
  const print = vi.spyOn(console, 'error').mockReturnValue();
  const bug = new TypeError('undefined is not a function');
  await runCommand(() => Promise.reject(bug));
  expect(print.mock.calls).toEqual([[expect.stringContaining('is not a function\n    at ')]]);
  expect(process.exitCode).toBe(70);
  print.mockClear();
});

test.each([
  new LayerprintError('bad-file', 'It says \x1b[2J.\nIt is bad.', 'Delete \u202e.'),
  new Error('It says \x1b[2J and \u202e.'),
])('what a file may hold reaches the terminal as signs that do nothing: %#', async (error) => {
  const print = vi.spyOn(console, 'error').mockReturnValue();
  await runCommand(() => Promise.reject(error));
  const printed = print.mock.calls.join();
  expect(printed).toContain('\\u{1b}[2J');
  expect(printed).toContain('\\u{202e}.');
  expect(printed).not.toMatch(/[\x1b\u202e]/);
  print.mockClear();
});

test('what a main function throws before its first await counts the same', async () => {
  const print = vi.spyOn(console, 'error').mockReturnValue();
  await runCommand(() => {
    throw new LayerprintError('bad-usage', 'Unknown option.', 'Use --help.');
  });
  expect(print).toHaveBeenCalledOnce();
  expect(process.exitCode).toBe(1);
  print.mockClear();
});

/** Runs a command that prints a megabyte to both streams and ends in a status of its own. */
async function printMuch(stdout: 'pipe' | number): Promise<{ status: number; stderr: string }> {
  const script = `
    import { runCommand } from '@layerprint/artifacts/command';
    await runCommand(async () => {
      for (let line = 0; line < 1000; line++) {
        process.stdout.write('x'.repeat(1000) + '\\n');
        if (line % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      process.exitCode = 3;
    }, 2);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    stdio: ['ignore', stdout, 'pipe'],
  });
  child.stdout?.destroy();
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [status] = (await once(child, 'close')) as [number];
  return { status, stderr };
}

test('a command whose reader is gone ends in its own status, without a word', async () => {
  expect(await printMuch('pipe')).toEqual({ status: 3, stderr: '' });
});

test('a command that cannot print what it found says so, and ends in the status of a failure', async () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = await printMuch(full);
  closeSync(full);
  expect(status).toBe(2);
  expect(stderr).toContain('could not be written: no space is left on the device.');
  expect(stderr).not.toContain('    at ');
});
