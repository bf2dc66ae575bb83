import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { countMostEpochs } from '@layerprint/network/training';
import type { StudyLayout } from '../layout.ts';
import { openProgressLine, type ProgressStream } from '../progress-line.ts';
import { formatDuration, formatPercent } from '../training/format.ts';

/** How often to look how far it is, in milliseconds. */
const INTERVAL = 1000;
/** Seconds between two lines where none is rewritten in its place. */
const PLAIN_INTERVAL = 60;

/** Says how far a study is. */
export interface StudyProgress {
  /** Tells of a training that is in the record now. */
  readonly finish: (line: StudyLine) => void;
  /** Looks how far those under way are, and says it. */
  readonly update: () => Promise<void>;
}

/**
 * Shows how a study goes: what is finished, and about how long the rest takes, as fast as it went since the start.
 *
 * @param pending The trainings that are to be run.
 * @param earlier Lines of others, by which it is guessed how many epochs a training has.
 * @param now Milliseconds since the epoch of the clock that the trainings' logs tell.
 */
export function createStudyProgress(
  layout: StudyLayout,
  pending: readonly StudyTrainingPlan[],
  earlier: readonly StudyLine[],
  stream: ProgressStream,
  now: () => number = Date.now,
): StudyProgress {
  const line = openProgressLine(stream);
  const start = now();
  let lastShown = line.isInPlace ? -Infinity : start;
  const lines = [...earlier];
  const finished = new Set<string>();
  return {
    finish(finishedLine) {
      lines.push(finishedLine);
      finished.add(finishedLine.id);
      const { id, accuracy, keptEpoch, epochs } = finishedLine;
      line.print(
        `${id}: ${formatPercent(accuracy)} of the validation images right, epoch ${keptEpoch} of ${epochs} kept (${finished.size}/${pending.length})`,
      );
    },
    async update() {
      if (!line.isInPlace && now() - lastShown < 1000 * PLAIN_INTERVAL) return;
      lastShown = now();
      const trained = new Map<string, number>();
      for (const { id } of pending) trained.set(id, await countEpochsSince(layout.run(id), start));
      const seconds = guessSecondsLeft(pending, lines, finished, trained, (now() - start) / 1000);
      const underWay = pending.filter(({ id }) => trained.get(id)! > 0 && !finished.has(id));
      line.show(
        [
          { rank: 1, text: `${finished.size} of ${pending.length} models` },
          {
            rank: 3,
            text: underWay.map(({ id }) => `${id} epoch ${trained.get(id)! + 1}`).join(', '),
          },
          { rank: 2, text: seconds === undefined ? '' : `about ${formatDuration(seconds)} left` },
        ].filter(({ text }) => text !== ''),
      );
    },
  };
}

/** @param trained Epochs of each since the start. */
export function guessSecondsLeft(
  pending: readonly StudyTrainingPlan[],
  lines: readonly StudyLine[],
  finished: ReadonlySet<string>,
  trained: ReadonlyMap<string, number>,
  elapsed: number,
): number | undefined {
  const countImages = ({ plan }: StudyTrainingPlan) =>
    countTrainingImages(plan.choice.trainingImages);
  const done = pending.reduce(
    (sum, training) => sum + trained.get(training.id)! * countImages(training),
    0,
  );
  if (done === 0) return undefined;
  const left = pending
    .filter(({ id }) => !finished.has(id))
    .reduce((sum, training) => {
      const epochs = Math.max(0, guessEpochs(training, lines) - trained.get(training.id)!);
      return sum + epochs * countImages(training);
    }, 0);
  return (left * elapsed) / done;
}

/** As many epochs as others with as many images had on average, or as any had; the most there may be where none is known. */
function guessEpochs(training: StudyTrainingPlan, lines: readonly StudyLine[]): number {
  const { plan, part } = training;
  if (plan.steps !== undefined) return countMostEpochs(plan);
  const free = lines.filter((line) => line.part !== 'same-epoch' && line.part !== 'same-steps');
  const images = countTrainingImages(plan.choice.trainingImages);
  const alike = free.filter(({ trainingImages }) => trainingImages === images);
  const known = part !== 'same-steps' && alike.length > 0 ? alike : free;
  if (known.length === 0) return countMostEpochs(plan);
  return known.reduce((sum, { epochs }) => sum + epochs, 0) / known.length;
}

async function countEpochsSince(folder: string, start: number): Promise<number> {
  const text = await readFile(join(folder, 'log.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((entry) => entry.includes('"event":"epoch"'))
    .filter((entry) => Date.parse((JSON.parse(entry) as { time: string }).time) >= start).length;
}

/** Looks how far something is again and again, until it has ended, and gives what came of it. */
export async function followProgress<T>(work: Promise<T>, look: () => Promise<void>): Promise<T> {
  const ended = new AbortController();
  const { signal } = ended;
  const looking = (async () => {
    while (!signal.aborted) {
      await look();
      await setTimeout(INTERVAL, undefined, { signal }).catch(() => undefined);
    }
  })();
  try {
    return await work;
  } finally {
    ended.abort();
    await looking;
  }
}
