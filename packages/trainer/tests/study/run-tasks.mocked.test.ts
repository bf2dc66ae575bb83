import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '@layerprint/artifacts/child';
import { expect, it, onTestFinished, vi } from 'vitest';
import { runStudyTasks } from '../../src/study/run-tasks.ts';

vi.mock(import('@layerprint/artifacts/child'), () => ({ runChild: vi.fn() }));

it('has Nx run every training of a study, however many, and keeps what each run says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-tasks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const log = join(folder, 'log.txt');
  const ids = Array.from({ length: 10_000 }, (_, i) => `pair-${i}-benchmark`);
  const named: string[] = [];
  vi.mocked(runChild).mockImplementation((_, args, __, onLine) => {
    const projects = args.at(-1)!.slice('--projects='.length).split(',');
    named.push(...projects);
    onLine(`${projects[0]!}: error (diverged): It diverged.`);
    return Promise.resolve(1);
  });

  const { signal } = new AbortController();
  const failures = await runStudyTasks({ profile: 'mine', ids, log, signal });
  expect(named).toEqual(ids.map((id) => `mine/${id}`));
  const runs = vi.mocked(runChild).mock.calls.length;
  expect(runs).toBeGreaterThan(1);
  expect(failures.size).toBe(runs);
  expect((await readFile(log, 'utf8')).trimEnd().split('\n')).toHaveLength(runs);
});
