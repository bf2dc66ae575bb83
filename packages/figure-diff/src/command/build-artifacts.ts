import { join } from 'node:path';
import { runChild } from '@layerprint/artifacts/child';
import { LayerprintError } from '@layerprint/core/errors';
import { artifactsFolder } from '@layerprint/report-site/report/folders';
import { BuildLog } from './build-log.ts';
import { nameArtifactsTask } from './name-artifacts-task.ts';
import { canShareModules, shareModules } from './install.ts';
import { findStudy } from './find-study.ts';
import { prepareEnvironment } from './task-environment.ts';

/** A build in a worktree. */
export interface Build {
  /** The workspace whose packages and data sets serve where they can. */
  readonly workspace: string;
  /** The workspace in the worktree. */
  readonly worktree: string;
  readonly profile: string;
  /** What is built, for messages. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/**
 * Gives a worktree the packages that its tasks need.
 *
 * @param above The folder that the worktree is in, which is our own.
 * @throws {LayerprintError} `install-failed`, with the end of the log.
 */
export async function installPackages(build: Build, above: string): Promise<void> {
  const { workspace, worktree } = build;
  if (await canShareModules(workspace, worktree)) {
    await shareModules(workspace, worktree, above);
    return;
  }
  build.say('its package-lock.json is another one, so its packages are installed; about a minute');
  // Whatever the user's settings leave out, the build needs.
  const include = ['dev', 'optional', 'peer'].map((kind) => `--include=${kind}`);
  await run(build, 'npm', ['ci', ...include], {
    code: 'install-failed',
    sentence: `The packages of ${build.name} could not be installed`,
    hint: 'Check that the npm registry can be reached, and that its package-lock.json is whole.',
  });
}

/**
 * Builds the artifacts of a revision in its worktree by its own task, so that Nx restores from the cache
 * whatever was built before anywhere in this repository.
 *
 * @returns The artifacts folder.
 * @throws {LayerprintError} `build-failed`, with the end of the log.
 */
export async function buildArtifacts(build: Build): Promise<string> {
  const { worktree, profile } = build;
  const task = await nameArtifactsTask(worktree, profile);
  build.say(
    `building the artifacts of ${profile}: seconds where Nx has them, minutes where it trains`,
  );
  await run(build, join(worktree, 'node_modules/.bin/nx'), ['run', ...task], {
    code: 'build-failed',
    sentence: `The artifacts of ${profile} could not be built at ${build.name}`,
    hint: `Mend that revision or choose another one. To see it all, check it out and run \`npm ci && npx nx run ${task.join(' ')}\`. Where something is damaged or missing that was built before, \`npx nx reset\` empties the cache of Nx.`,
  });
  if (findStudy(worktree, profile) === 'settled') await buildVerdicts(build);
  return join(worktree, artifactsFolder(profile));
}

/** Settles the study of a revision by its record, which stands beside the artifacts then. */
async function buildVerdicts(build: Build): Promise<void> {
  const task = `${build.profile}:verdicts`;
  await run(build, join(build.worktree, 'node_modules/.bin/nx'), ['run', task], {
    code: 'build-failed',
    sentence: `The study of ${build.profile} could not be settled at ${build.name}`,
    hint: `Mend that revision or choose another one. To see it all, check it out and run \`npm ci && npx nx run ${task}\`.`,
  });
}

async function run(
  build: Build,
  command: string,
  args: readonly string[],
  failure: { code: string; sentence: string; hint: string },
): Promise<void> {
  const { worktree, workspace, signal, say } = build;
  const log = new BuildLog(worktree, build.profile);
  const env = prepareEnvironment(workspace, worktree);
  const status = await runChild(command, args, { cwd: worktree, env, signal }, (line) => {
    const told = log.add(line);
    if (told !== undefined) say(told);
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    log.add((cause as Error).message);
    return 1;
  });
  if (status === 0) return;
  const tail = log.tail();
  throw new LayerprintError(
    failure.code,
    `${failure.sentence}${tail.length === 0 ? '.' : `:\n${tail.map((line) => `  ${line}`).join('\n')}`}`,
    failure.hint,
  );
}
