import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { makeTasks } from '../../../../tools/nx/experiment-tasks.cjs';
import { findStudy } from '../../src/command/find-study.ts';

let worktree: string;
beforeEach(async () => {
  worktree = await mkdtemp(join(tmpdir(), 'layerprint-revision-'));
  onTestFinished(() => rm(worktree, { recursive: true }));
});

const STUDY = 'experiments/mine/study.json';
const SETTLING = 'packages/trainer/src/commands/verdicts.ts';

describe('the study of a revision', () => {
  it.each([
    ['none', []],
    ['none', [SETTLING]],
    ['unsettled', [STUDY]],
    ['settled', [STUDY, SETTLING]],
  ] as const)('is %s with %j', async (expected, files) => {
    for (const file of files) await writeFileAtomically(join(worktree, file), '');
    expect(findStudy(worktree, 'mine')).toBe(expected);
  });

  it('is settled in this one, by the command of the task that is run', () => {
    expect(findStudy(join(import.meta.dirname, '../../../..'), 'quick')).toBe('settled');
    const { command } = makeTasks('quick', [], true)['verdicts']!;
    expect(command).toContain(` ${SETTLING} `);
  });
});
