import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { nameArtifactsTask } from '../../src/command/name-artifacts-task.ts';

let worktree: string;
beforeEach(async () => {
  worktree = await mkdtemp(join(tmpdir(), 'layerprint-revision-'));
  onTestFinished(() => rm(worktree, { recursive: true }));
});

const declare = (text: string) =>
  writeFileAtomically(join(worktree, 'packages/trainer/project.json'), text);

/** As all revisions had it in which experiments were options of the trainer's tasks. */
const OF_ALL = JSON.stringify({
  targets: {
    artifacts: {
      options: { profile: 'quick' },
      configurations: { article: { profile: 'article' } },
    },
  },
});

describe('the task that makes the artifacts of an experiment', () => {
  it.each([
    ['quick', ['trainer:artifacts']],
    ['article', ['trainer:artifacts:article']],
    ['mine', ['trainer:artifacts', '--profile=mine']],
    ['constructor', ['trainer:artifacts', '--profile=constructor']],
  ])('of %s is the one of all, where a revision has that', async (profile, task) => {
    await declare(OF_ALL);
    expect(await nameArtifactsTask(worktree, profile)).toEqual(task);
  });

  it.each(['{"targets":{"test":{}}}', '{}', '{'])(
    'is its own where the trainer says %s',
    async (text) => {
      await declare(text);
      expect(await nameArtifactsTask(worktree, 'mine')).toEqual(['mine:artifacts']);
    },
  );

  it('is its own where there is no trainer', async () => {
    expect(await nameArtifactsTask(worktree, 'mine')).toEqual(['mine:artifacts']);
  });
});
