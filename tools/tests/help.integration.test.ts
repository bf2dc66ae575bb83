import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeModelTasks } from '../nx/experiment-tasks.cjs';
import { listTargets } from '../nx/list-targets.ts';
import { AS_NX_STARTS } from '../../fixtures/as-nx-starts.ts';

const WORKSPACE = resolve(import.meta.dirname, '../..');

/** The scripts that the targets of Nx, the scripts of npm and the workflows start. */
function listStarted(): string[] {
  const read = (path: string) => readFileSync(join(WORKSPACE, path), 'utf8');
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  // None of our experiments has a model that is loaded.
  const ofLoaded = Object.values(makeModelTasks('mine', { id: 'given', verb: 'load' }));
  const lines = [
    ...[...listTargets(), ...ofLoaded].map(({ command }) => command),
    ...Object.values(scripts),
  ];
  const workflows = globSync('.github/workflows/*.yml', { cwd: WORKSPACE }).map(read);
  return [
    ...lines.flatMap((line) => /node -r \S+ (?:--\S+ )?(\S+\.ts)/.exec(line)?.[1] ?? []),
    ...workflows.flatMap((text) =>
      [...text.matchAll(/run: node (\S+\.ts)/g)].map(([, path]) => path!),
    ),
  ];
}

/** The files that run a command of ours. */
function listWritten(): string[] {
  return globSync(['packages/*/src/**/*.ts', 'tools/*/*.ts'], { cwd: WORKSPACE }).filter((path) =>
    /^await runCommand\(/m.test(readFileSync(join(WORKSPACE, path), 'utf8')),
  );
}

/** Started by our plugin of Nx with the arguments of Nx: --help among them is that of another command. */
const LOOK = 'tools/nx/look-at-request.ts';

const COMMANDS = [...new Set([...listStarted(), ...listWritten()])]
  .filter((path) => path !== LOOK)
  .sort();

describe('every command of the repository', () => {
  it('can be started by Nx, npm or a workflow', () => {
    expect(COMMANDS.length).toBeGreaterThan(10);
    expect([...new Set(listStarted())].sort()).toEqual(COMMANDS);
  });

  it.concurrent.for(COMMANDS)(
    'says what it does and does nothing else: %s',
    async (script, test) => {
      const { expect } = test;
      const folder = await mkdtemp(join(tmpdir(), 'layerprint-help-'));
      test.onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const ask = (wish: string) =>
        promisify(execFile)(process.execPath, [...AS_NX_STARTS, join(WORKSPACE, script), wish], {
          cwd: folder,
        });
      const { stdout, stderr } = await ask('--help');
      expect(stderr).toBe('');
      expect(stdout).toMatch(
        /^Usage: \S[^]*\n\n[A-Z][^]*\.\n\nOptions:\n[^]*\n\nExamples:\n {2}\S[^]*\n\nExit statuses:\n {2}0 /,
      );
      for (const [, option] of stdout.matchAll(/--([a-z-]+) /g)) {
        expect(stdout, option).toMatch(new RegExp(`\n {2}--${option}\\b.*\n {6}\\S`));
      }
      expect(await ask('-h')).toEqual({ stdout, stderr });
      expect(await readdir(folder)).toEqual([]);
    },
  );
});
