import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDownloadBar } from '../../src/fetch/download-bar.ts';

const MIB = 1024 * 1024;

beforeEach(() => {
  vi.stubEnv('CI', '');
  vi.stubEnv('TERM', 'xterm');
});

afterEach(() => vi.unstubAllEnvs());

function show(isTTY: boolean, steps: [number, number | null][]): string[] {
  const written: string[] = [];
  const bar = createDownloadBar({ isTTY, write: (text: string) => written.push(text) });
  for (const [received, total] of steps) bar(received, total);
  return written;
}

it('draws a bar over itself on a terminal and ends its line when all is there', () => {
  expect(
    show(true, [
      [0, 100 * MIB],
      [50 * MIB, 100 * MIB],
      [50 * MIB, 100 * MIB],
      [100 * MIB, 100 * MIB],
    ]),
  ).toEqual([
    `\r\x1b[2K${'░'.repeat(30)}    0 %  0.0 MiB of 100.0 MiB`,
    `\r\x1b[2K${'█'.repeat(15)}${'░'.repeat(15)}   50 %  50.0 MiB of 100.0 MiB`,
    `\r\x1b[2K${'█'.repeat(30)}  100 %  100.0 MiB of 100.0 MiB\n`,
  ]);
});

it('writes a plain line every tenth elsewhere', () => {
  const steps = Array.from({ length: 101 }, (_, step): [number, number] => [step * MIB, 100 * MIB]);
  const lines = show(false, steps);
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('downloaded 0 % of 100.0 MiB\n');
  expect(lines[3]).toBe('downloaded 30 % of 100.0 MiB\n');
  expect(lines[10]).toBe('downloaded 100 % of 100.0 MiB\n');
});

it('writes what is there where the size is not known', () => {
  const steps = Array.from({ length: 41 }, (_, step): [number, null] => [step * MIB, null]);
  expect(show(false, steps)).toEqual([
    'downloaded 0.0 MiB\n',
    'downloaded 16.0 MiB\n',
    'downloaded 32.0 MiB\n',
  ]);
  expect(show(true, [[3 * MIB, null]])).toEqual(['\r\x1b[2K       3.0 MiB']);
});
