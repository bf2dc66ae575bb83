import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepWorkFolders } from '@layerprint/artifacts/work-folder';
import { beforeEach, expect, it } from 'vitest';
import { assertOurs } from '../../src/command/out-folder.ts';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';
import { writeSampleFolder } from './sample-folder.ts';
import { AS_NX_STARTS } from '../../../../fixtures/as-nx-starts.ts';

const COMMAND = join(import.meta.dirname, '../../src/diff.ts');

let root: string;
let place: string;
let temporary: string;

beforeEach(async () => {
  root = await createFolder();
  place = join(root, 'out');
  temporary = join(root, 'temporary');
  await mkdir(temporary);
  await writeSampleFolder(join(root, 'base'), 0);
  await writeSampleFolder(join(root, '0'), 100);
  await writeSampleFolder(join(root, '1'), 200, { values: [0, 0, 0.5, 2] });
});

function start(head: string) {
  const folders = ['--base-dir', join(root, 'base'), '--head-dir', join(root, head)];
  const child = spawn(
    process.execPath,
    [...AS_NX_STARTS, COMMAND, ...folders, '--out', join(place, 'diff')],
    {
      cwd: root,
      env: { PATH: process.env['PATH'], TMPDIR: temporary },
      stdio: 'ignore',
    },
  );
  return { child, closed: once(child, 'close') as Promise<[number | null, string | null]> };
}

/** Runs to the end. */
async function compare(head: string): Promise<string> {
  expect(await start(head).closed).toEqual([1, null]);
  return readFile(join(place, 'diff/diff.json'), 'utf8');
}

/** Both results, and how long a run takes, in milliseconds. */
async function prepare() {
  const whole = [await compare('0')];
  const begun = performance.now();
  whole.push(await compare('1'));
  return { whole, duration: performance.now() - begun };
}

async function endsWhole(whole: readonly string[]): Promise<void> {
  expect(await compare('0')).toBe(whole[0]);
  expect([await readdir(temporary), await readdir(place)]).toEqual([[], ['diff']]);
}

it('works after each of 30 kills, and leaves nothing of them', async () => {
  const { whole, duration } = await prepare();
  for (let i = 0; i < 30; i++) {
    const { child, closed } = start(String(i % 2));
    // Each in its own part of a run, the later ones where files are written.
    const timer = setTimeout(() => child.kill('SIGKILL'), (duration * Math.sqrt(i + 1)) / 5.5);
    await closed;
    clearTimeout(timer);
    await sweepWorkFolders(place);
    expect(existsSync(join(place, 'diff'))).toBe(true);
    await assertOurs(join(place, 'diff'), 'out');
    expect(whole).toContain(await readFile(join(place, 'diff/diff.json'), 'utf8'));
  }
  await endsWhole(whole);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('ends after %s at any moment, and leaves nothing', async (signal, status) => {
  const { whole, duration } = await prepare();
  for (let i = 1; i <= 6; i++) {
    const { child, closed } = start(String(i % 2));
    const timer = setTimeout(() => child.kill(signal), (duration * i) / 7);
    const end = await closed;
    clearTimeout(timer);
    // Before there is anything to clean up, the signal itself ends it; at last it may have ended before.
    expect([
      [status, null],
      [null, signal],
      [1, null],
    ]).toContainEqual(end);
    expect([await readdir(temporary), await readdir(place)]).toEqual([[], ['diff']]);
  }
  await endsWhole(whole);
});
