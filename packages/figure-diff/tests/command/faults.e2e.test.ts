import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { sweepWorkFolders } from '@layerprint/artifacts/work-folder';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { injectFault } from '../../../../fixtures/inject-fault.ts';
import { assertOurs } from '../../src/command/out-folder.ts';
import { EXIT_NOT_COMPARED, runDiff } from '../../src/command/run-diff.ts';
import { sweepScratch } from '../../src/command/scratch.ts';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';
import { writeSampleFolder } from './sample-folder.ts';

let root: string;
let out: string;
let temporary: string;

beforeEach(async () => {
  root = await createFolder();
  out = join(root, 'out/diff');
  temporary = join(root, 'temporary');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  await writeSampleFolder(join(root, 'base'), 0);
  await writeSampleFolder(join(root, 'old'), 100);
  await writeSampleFolder(join(root, 'new'), 200);
});

/** Compares the base with another folder in this process: its exit status, and what it says of an error. */
async function compare(head: string): Promise<{ status: unknown; said: string }> {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const [stdout, stderr] = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockReturnValue(true),
  );
  const { argv, exitCode } = process;
  process.argv = [...argv.slice(0, 2), ...folders('base', 'base'), ...folders('head', head)];
  process.argv.push('--out', out);
  try {
    await runCommand(() => runDiff(new AbortController().signal), EXIT_NOT_COMPARED);
    return { status: process.exitCode, said: said.mock.calls.join('\n') };
  } finally {
    Object.assign(process, { argv, exitCode });
    for (const spy of [said, stdout!, stderr!]) spy.mockReset().mockRestore();
  }
}

const folders = (side: string, name: string) => [`--${side}-dir`, join(root, name)];
const readOut = () => readFile(join(out, 'diff.json'), 'utf8');

it.each([
  ['ENOSPC', ['ENOSPC']],
  ['EIO or EACCES', ['EIO', 'EACCES']],
])('%s at any write leaves the old diff or the new one', async (_, codes) => {
  expect(await compare('new')).toEqual({ status: 1, said: '' });
  const after = await readOut();
  expect(await compare('old')).toEqual({ status: 1, said: '' });
  const before = await readOut();
  await cp(out, join(root, 'kept'), { recursive: true });

  for (let nth = 1, struck = true; struck; nth++) {
    await rm(join(root, 'out'), { recursive: true });
    await cp(join(root, 'kept'), out, { recursive: true });
    const faults = injectFault(nth, codes[nth % codes.length]!);
    onTestFinished(() => faults.remove());
    const { status, said } = await compare('new');
    faults.remove();
    struck = faults.hasStruck;

    const where = faults.calls.at(nth - 1);
    expect([1, 2], where).toContain(status);
    // One sentence that names what failed, with what to do, and no stack.
    if (status === 2)
      expect(said, where).toMatch(/^\nerror \([a-z-]+\): [^\n]+\.\n {2}[^\n]+\.\n$/);
    else expect(said).toBe('');
    expect(await readOut(), where).toBe(status === 2 ? before : after);
    await assertOurs(out, 'out');
    await sweepScratch(undefined);
    await sweepWorkFolders(join(root, 'out'));
    expect([await readdir(temporary), await readdir(join(root, 'out'))], where).toEqual([
      [],
      ['diff'],
    ]);
    if (!struck) expect(nth).toBeGreaterThan(20);
  }
});
