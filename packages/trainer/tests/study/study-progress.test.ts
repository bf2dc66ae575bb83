import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { studyLayoutOf } from '../../src/layout.ts';
import { createStudyProgress, guessSecondsLeft } from '../../src/study/study-progress.ts';
import { lineOf, planOf } from './small-study.ts';

const MORE = planOf('pair-01-more', { images: 640 });
const FEWER = planOf('pair-01-fewer', { images: 64 });
const PENDING = [MORE, FEWER];
const trained = (more: number, fewer: number) =>
  new Map([
    [MORE.id, more],
    [FEWER.id, fewer],
  ]);

describe('the time left', () => {
  it('is unknown until an epoch is done', () => {
    const lines = [lineOf(MORE), lineOf(FEWER)];
    expect(guessSecondsLeft(PENDING, lines, new Set(), trained(0, 0), 5)).toBeUndefined();
  });

  it('is unknown where nothing tells how many epochs a training will have', () => {
    expect(guessSecondsLeft(PENDING, [], new Set(), trained(1, 1), 5)).toBeUndefined();
  });

  it('follows from the images that are left and the pace of those that were seen', () => {
    const lines = [lineOf(planOf('pair-02-more', { images: 640 }), { epochs: 5 })];
    // 640 of 5 · 640 images in 10 s, and 5 · 64 of the other as any training had 5 epochs.
    const seconds = guessSecondsLeft(PENDING, lines, new Set(), trained(1, 0), 10);
    expect(seconds).toBeCloseTo((10 * (4 * 640 + 5 * 64)) / 640);
  });

  it('counts nothing of what is finished', () => {
    const finished = new Set([MORE.id, FEWER.id]);
    expect(guessSecondsLeft(PENDING, [lineOf(MORE)], finished, trained(3, 3), 10)).toBe(0);
  });

  it('of a training with planned steps, or those of another one, needs no other epochs', () => {
    const fixed = planOf('same-epoch-01-more', { part: 'same-epoch', images: 640, steps: 40 });
    const same = planOf('same-steps-01-more', {
      part: 'same-steps',
      images: 640,
      sameStepsAs: FEWER.id,
    });
    const counts = new Map([
      [fixed.id, 1],
      [same.id, 0],
    ]);
    const lines = [lineOf(FEWER, { steps: 60 })];
    // 32 a step: 1,280 − 640 of the one and 1,920 of the other.
    const seconds = guessSecondsLeft([fixed, same], lines, new Set(), counts, 1);
    expect(seconds).toBeCloseTo((640 + 1920) / 640);
  });
});

it('tells what is under way by its log, and what is finished', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('CI', '');
  vi.stubEnv('TERM', 'xterm');
  const root = await mkdtemp(join(tmpdir(), 'layerprint-progress-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const layout = studyLayoutOf('small', root);
  let [clock, text] = [Date.parse('2026-01-01T00:00:00Z'), ''];
  const stream = { isTTY: true, columns: 200, write: (part: string) => (text += part) };
  const progress = createStudyProgress(layout, PENDING, [], stream, () => clock);
  await progress.update();
  expect(text).toContain('0 of 2 models  unknown time left');

  const log = join(layout.run(MORE.id), 'log.jsonl');
  const epoch = (time: string) => `${JSON.stringify({ time, event: 'epoch', epoch: 1 })}\n`;
  await writeFileAtomically(log, epoch('2025-12-31T23:59:59Z'));
  await appendFile(log, epoch('2026-01-01T00:00:10Z'));
  progress.finish(lineOf(FEWER, { epochs: 4 }));
  clock += 60_000;
  await progress.update();
  expect(text).toContain(
    'pair-01-fewer: 50.0 % of the validation images right, epoch 7 of 4 kept (1/2)',
  );
  // The epoch of an earlier run does not count; three of four epochs are left, at 10 s each.
  expect(text).toContain('1 of 2 models  pair-01-more epoch 2  about 30 s left');
});
