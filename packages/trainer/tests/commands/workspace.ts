import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { onTestFinished } from 'vitest';
import { AS_NX_STARTS } from '../../../../fixtures/as-nx-starts.ts';

const COMMANDS = fileURLToPath(new URL('../../src/commands/', import.meta.url));
const SIGNAL_AT = import.meta.resolve('../../../../fixtures/signal-at.ts');
const EXPERIMENTS = fileURLToPath(new URL('../../../../experiments/', import.meta.url));

/** What a command printed and how it ended. */
export interface CommandResult {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes an empty folder that goes away with the test. */
export async function createWorkspace(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return root;
}

/** Copies an experiment of ours into a workspace, changed by `edit`. */
export async function placeExperiment(
  root: string,
  profile: string,
  edit: (text: string) => string = (text) => text,
): Promise<void> {
  const text = await readFile(join(EXPERIMENTS, profile, 'experiment.json'), 'utf8');
  await writeFileAtomically(join(root, 'experiments', profile, 'experiment.json'), edit(text));
}

/** Runs a command as Nx does: an entry of its own, the workspace as its working directory. */
export async function runInWorkspace(
  root: string,
  command: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
  nodeFlags = AS_NX_STARTS,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...nodeFlags, join(COMMANDS, `${command}.ts`), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { status, stdout, stderr };
}

/**
 * Runs it with a signal at a moment.
 *
 * @param at See `fixtures/signal-at.ts`.
 */
export async function runUntil(
  root: string,
  at: string,
  command: string,
  args: readonly string[] = [],
): Promise<CommandResult> {
  return runInWorkspace(root, command, args, { SIGNAL_AT: at }, ['--import', SIGNAL_AT]);
}
