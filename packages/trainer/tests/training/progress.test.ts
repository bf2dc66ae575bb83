import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatDuration } from '../../src/training/format.ts';
import { createProgress, type LogEntry } from '../../src/training/progress.ts';
import { makePlan } from './small-training.ts';

/** Shows a training of 100 images an epoch on a stream and a clock of the test's own. */
function setUp(stream: { isTTY?: boolean; columns?: number } = {}, steps?: number) {
  const plan = makePlan((plan) => {
    plan.choice.trainingImages = 100;
    if (steps !== undefined) plan.steps = steps;
  });
  const written: string[] = [];
  const entries: LogEntry[] = [];
  const clock = { now: 0 };
  const progress = createProgress(
    plan,
    50,
    { ...stream, write: (text) => written.push(text) },
    (entry) => entries.push(entry),
    () => clock.now,
  );
  return { progress, written, entries, clock };
}

afterEach(() => vi.unstubAllEnvs());

const EPOCH = {
  epoch: 1,
  loss: 1.25,
  accuracy: 0.5,
  validationLoss: 1.5,
  validationAccuracy: 0.405,
};

describe('createProgress', () => {
  it('writes a plain line at most every ten seconds, with everything in it', () => {
    const { progress, written, clock } = setUp();
    progress.onStart([], undefined);
    for (let images = 10; images <= 60; images += 10) {
      clock.now += 2000;
      progress.onBatch(1, 'training', { images, lossSum: 2 * images, correct: images / 5 });
    }
    expect(written).toEqual([
      // 5 images/s: 250 training images and 150 validation images are left, the latter no slower.
      'dummy epoch 1/3  ██████████░░░░░░░░░░  loss 2.000  accuracy 20.0 %  5 images/s  at most 1 min 20 s left\n',
    ]);
  });

  it('knows of planned steps how many epochs and images are left, and calls no epoch the best', () => {
    // Seven steps an epoch, of 16 images: two epochs, and 32 images of a third.
    const { progress, written, clock } = setUp({}, 16);
    progress.onStart([], undefined);
    clock.now = 10_000;
    progress.onBatch(3, 'training', { images: 16, lossSum: 32, correct: 8 });
    clock.now = 20_000;
    progress.onBatch(3, 'training', { images: 32, lossSum: 64, correct: 16 });
    progress.onEpoch({ ...EPOCH, epoch: 3 }, true);
    expect(written[0]).toContain('dummy epoch 3/3  ██████████░░░░░░░░░░  ');
    // 1.6 images/s: 16 training images and 50 validation images.
    expect(written[0]).toContain('at most 41 s left');
    expect(written[1]).toContain('████████████████████');
    expect(written[2]).toMatch(/^dummy epoch 3\/3 done .*accuracy 40.5 %\n$/);
  });

  it('rewrites one line on a terminal, no wider than it', () => {
    vi.stubEnv('CI', '');
    vi.stubEnv('TERM', 'xterm');
    const { progress, written, clock } = setUp({ isTTY: true, columns: 50 });
    progress.onStart([], undefined);
    clock.now = 1000;
    progress.onBatch(1, 'training', { images: 100, lossSum: 200, correct: 20 });
    expect(written).toEqual(['\r\x1b[2Kdummy epoch 1/3  loss 2.000  at most 4 s left']);
    progress.onEpoch(EPOCH, true);
    expect(written[1]).toBe(
      '\r\x1b[2Kdummy epoch 1/3 done in 1 s: loss 1.2500, accuracy 50.0 %; validation loss 1.5000, accuracy 40.5 % (the best so far)\n',
    );
  });

  it('takes the pace of validation for what is left of validation once it is known', () => {
    const { progress, entries, clock } = setUp();
    progress.onStart([], undefined);
    clock.now = 10_000;
    progress.onBatch(1, 'training', { images: 100, lossSum: 200, correct: 20 });
    clock.now = 11_000;
    progress.onBatch(1, 'validation', { images: 50, lossSum: 100, correct: 20 });
    clock.now = 21_000;
    progress.onBatch(2, 'training', { images: 100, lossSum: 200, correct: 20 });
    const logged = entries.filter((entry) => entry.event === 'progress');
    expect(logged.map(({ imagesPerSecond }) => imagesPerSecond)).toEqual([10, 10]);
    // One more epoch of training at 10 images/s, two of validation at 50.
    expect(logged.at(-1)?.secondsLeftAtMost).toBeCloseTo(12, 10);
  });

  it('logs the same as it shows', () => {
    const { progress, entries, clock } = setUp();
    progress.onStart([EPOCH], 'it was made with another plan');
    clock.now = 6000;
    progress.onBatch(2, 'training', { images: 60, lossSum: 120, correct: 12 });
    clock.now = 8000;
    progress.onEpoch({ ...EPOCH, epoch: 2 }, false);
    expect(entries).toEqual([
      {
        event: 'start',
        model: 'dummy',
        finishedEpochs: 1,
        discardedCheckpoint: 'it was made with another plan',
      },
      {
        event: 'progress',
        epoch: 2,
        part: 'training',
        images: 60,
        loss: 2,
        accuracy: 0.2,
        imagesPerSecond: 10,
        secondsLeftAtMost: 24,
      },
      { event: 'epoch', ...EPOCH, epoch: 2, isBest: false, seconds: 8 },
    ]);
  });

  it('says that it goes on, or why it does not', () => {
    const { progress, written } = setUp();
    progress.onStart([EPOCH], undefined);
    progress.onStart([], 'it is damaged: no file');
    expect(written).toEqual([
      'dummy: going on after epoch 1\n',
      'dummy: the checkpoint is not used, as it is damaged: no file\n',
    ]);
  });
});

describe('formatDuration', () => {
  it.each([
    [0.4, '0 s'],
    [59.6, '1 min 0 s'],
    [200, '3 min 20 s'],
    [3599.6, '1 h 0 min'],
    [7140, '1 h 59 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
