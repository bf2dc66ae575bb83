import { showText } from '@layerprint/artifacts/terminal-text';
import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Epoch } from '@layerprint/core/schemas/run';
import {
  countMostEpochs,
  countSteps,
  type EpochPart,
  type Tally,
} from '@layerprint/network/training';
import { openProgressLine, type ProgressParts, type ProgressStream } from '../progress-line.ts';
import { formatDuration, formatPercent } from './format.ts';
import { startPace, type Pace } from './pace.ts';
import type { TrainingObserver } from './train-model.ts';

/** One line of `log.jsonl`, besides its time. */
export type LogEntry =
  | { event: 'start'; model: string; finishedEpochs: number; discardedCheckpoint?: string }
  | ({ event: 'progress' } & Progress)
  | ({ event: 'epoch'; isBest: boolean; seconds: number } & Epoch);

interface Progress {
  readonly epoch: number;
  readonly part: EpochPart;
  readonly images: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  /** Time to the last epoch that the plan allows; early stopping can only make it less. */
  readonly secondsLeftAtMost: number;
}

/**
 * Seconds between two reports of progress. Both models train at once and share a terminal's line, so that it
 * has to be read before the other one's takes its place; other output grows.
 */
const IN_PLACE_INTERVAL = 1;
const PLAIN_INTERVAL = 10;
/** Seconds between two entries of the log. */
const LOG_INTERVAL = 5;

/**
 * Shows how a training goes, on a terminal as one line that is rewritten and elsewhere as a line every
 * few seconds, and logs the same. Its numbers depend on the clock and go nowhere else.
 *
 * @param now Milliseconds from any start.
 */
export function createProgress(
  plan: TrainingPlan,
  validationImages: number,
  stream: ProgressStream,
  log: (entry: LogEntry) => void,
  now: () => number = () => performance.now(),
): TrainingObserver {
  const { model } = plan;
  const mostEpochs = countMostEpochs(plan);
  const line = openProgressLine(stream);
  const interval = 1000 * (line.isInPlace ? IN_PLACE_INTERVAL : PLAIN_INTERVAL);
  const imagesIn = {
    training: (epoch: number) => countImages(plan, epoch) - countImages(plan, epoch - 1),
    validation: () => validationImages,
  };
  let pace: Pace = startPace(now());
  let lastShown = now();
  let lastLogged = now();
  let epochStart = now();

  return {
    onStart(finished, discarded) {
      pace = startPace(now());
      lastShown = lastLogged = epochStart = now();
      if (discarded !== undefined)
        line.print(`${model}: the checkpoint is not used, as ${showText(discarded)}`);
      if (finished.length > 0) line.print(`${model}: going on after epoch ${finished.length}`);
      log({
        event: 'start',
        model,
        finishedEpochs: finished.length,
        ...(discarded !== undefined && { discardedCheckpoint: discarded }),
      });
    },

    onBatch(epoch, part, tally) {
      pace.advance(part, tally.images, now());
      const progress = describe(epoch, part, tally);
      if (now() - lastShown >= interval) {
        lastShown = now();
        line.show(tellProgress(model, progress, mostEpochs, imagesIn[part](epoch)));
      }
      if (now() - lastLogged >= 1000 * LOG_INTERVAL) {
        lastLogged = now();
        log({ event: 'progress', ...progress });
      }
    },

    onEpoch(epoch, isBest) {
      const seconds = (now() - epochStart) / 1000;
      epochStart = now();
      const lines = [
        `${model} epoch ${epoch.epoch}/${mostEpochs} done in ${formatDuration(seconds)}:`,
        `loss ${epoch.loss.toFixed(4)}, accuracy ${formatPercent(epoch.accuracy)};`,
        `validation loss ${epoch.validationLoss.toFixed(4)}, accuracy ${formatPercent(epoch.validationAccuracy)}`,
        isBest && plan.steps === undefined ? '(the best so far)' : '',
      ];
      line.print(lines.join(' ').trimEnd());
      log({ event: 'epoch', ...epoch, isBest, seconds });
    },
  };

  function describe(epoch: number, part: EpochPart, tally: Readonly<Tally>): Progress {
    return {
      epoch,
      part,
      images: tally.images,
      loss: tally.lossSum / tally.images,
      accuracy: tally.correct / tally.images,
      imagesPerSecond: pace.rate(part),
      secondsLeftAtMost: pace.secondsLeft({
        training:
          countImages(plan, mostEpochs) -
          (part === 'training'
            ? countImages(plan, epoch - 1) + tally.images
            : countImages(plan, epoch)),
        validation:
          (mostEpochs - epoch + 1) * validationImages - (part === 'validation' ? tally.images : 0),
      }),
    };
  }
}

/** Images that a training goes through in so many epochs: of an epoch's part, as many as its batches hold. */
function countImages(plan: TrainingPlan, epochs: number): number {
  const count = countTrainingImages(plan.choice.trainingImages);
  const steps = countSteps(plan, epochs);
  const perEpoch = countSteps({ ...plan, steps: undefined }, 1);
  const rest = Math.min((steps % perEpoch) * plan.recipe.batchSize, count);
  return Math.floor(steps / perEpoch) * count + rest;
}

/** Width of the bar, in characters. */
const BAR_WIDTH = 20;

function tellProgress(
  model: string,
  progress: Progress,
  maxEpochs: number,
  images: number,
): ProgressParts {
  const { epoch, part, loss, accuracy, imagesPerSecond, secondsLeftAtMost } = progress;
  const filled = Math.floor((BAR_WIDTH * progress.images) / images);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return [
    { rank: 1, text: `${model} epoch ${epoch}/${maxEpochs}` },
    { rank: 5, text: bar },
    { rank: 3, text: `${part === 'training' ? '' : 'validation '}loss ${loss.toFixed(3)}` },
    { rank: 4, text: `accuracy ${formatPercent(accuracy)}` },
    { rank: 6, text: `${imagesPerSecond.toFixed(0)} images/s` },
    { rank: 2, text: `at most ${formatDuration(secondsLeftAtMost)} left` },
  ];
}
