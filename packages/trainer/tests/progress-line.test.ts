import { describe, expect, it } from 'vitest';
import { openProgressLine } from '../src/progress-line.ts';

const PARTS = [
  { rank: 1, text: 'dummy epoch 1/3' },
  { rank: 3, text: '████░░░░' },
  { rank: 2, text: '4 s left' },
];

function open(stream: { isTTY?: boolean; columns?: number }, environment: NodeJS.ProcessEnv = {}) {
  const written: string[] = [];
  const shown = { ...stream, write: (text: string) => written.push(text) };
  return { line: openProgressLine(shown, environment), written, stream: shown };
}

describe('a line of progress', () => {
  it.for([
    [200, 'dummy epoch 1/3  ████░░░░  4 s left'],
    [36, 'dummy epoch 1/3  ████░░░░  4 s left'],
    [35, 'dummy epoch 1/3  4 s left'],
    [25, 'dummy epoch 1/3'],
    [10, 'dummy epo'],
    // What a terminal says that does not know.
    [0, 'dummy epoch 1/3  ████░░░░  4 s left'],
  ] as const)('in %d columns is rewritten without what has no room', ([columns, text]) => {
    const { line, written } = open({ isTTY: true, columns });
    line.show(PARTS);
    expect(written).toEqual([`\r\x1b[2K${text}`]);
  });

  it('is as wide as the terminal is by then', () => {
    const { line, written, stream } = open({ isTTY: true, columns: 100 });
    line.show(PARTS);
    stream.columns = 30;
    line.show(PARTS);
    expect(written[1]).toBe('\r\x1b[2Kdummy epoch 1/3  4 s left');
  });

  it.for([
    ['a pipe', { isTTY: false }, {}],
    ['a terminal that cannot', { isTTY: true, columns: 20 }, { TERM: 'dumb' }],
    ['CI', { isTTY: true, columns: 20 }, { CI: 'true' }],
  ] as const)('is a whole plain line each time in %s', ([, stream, environment]) => {
    const { line, written } = open(stream, environment);
    line.show(PARTS);
    line.print('done');
    expect(line.isInPlace).toBe(false);
    expect(written).toEqual(['dummy epoch 1/3  ████░░░░  4 s left\n', 'done\n']);
  });

  it('gives way to a line that stays, and writes no colour and hides no cursor', () => {
    const { line, written } = open({ isTTY: true, columns: 80 }, { CI: 'false', TERM: 'xterm' });
    line.show(PARTS);
    line.print('the epoch is done');
    line.show(PARTS);
    expect(written[1]).toBe('\r\x1b[2Kthe epoch is done\n');
    expect(written.join('').replaceAll('\x1b[2K', '')).not.toContain('\x1b');
  });
});
