import { describe, expect, it } from 'vitest';
import { runChild } from '../../src/processes/child.ts';

const options = (signal = new AbortController().signal) => ({
  cwd: '.',
  env: process.env,
  signal,
});

describe('runChild', () => {
  it('hands on every line of both streams, and the status', async () => {
    const lines: string[] = [];
    const args = ['-c', 'echo out; echo err >&2; exit 3'];
    expect(await runChild('sh', args, options(), (line) => lines.push(line))).toBe(3);
    expect(lines.sort()).toEqual(['err', 'out']);
  });

  it('ends everything that the program started, then gives the reason', async () => {
    const controller = new AbortController();
    // It returns when nothing is left that could print: the sleep would be, for a minute.
    const args = ['-c', 'sleep 60 & echo started; wait'];
    const run = runChild('sh', args, options(controller.signal), () => {
      controller.abort(new Error('stopped'));
    });
    await expect(run).rejects.toThrow('stopped');
  });

  it('starts nothing once it is aborted', async () => {
    const aborted = options(AbortSignal.abort(new Error('too late')));
    const run = runChild('no-such-program', [], aborted, () => undefined);
    await expect(run).rejects.toThrow('too late');
  });
});
