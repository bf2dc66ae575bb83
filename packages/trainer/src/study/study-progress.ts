import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
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
      const times = new Map<string, number[]>();
      for (const { id } of pending) times.set(id, await readEpochTimes(layout.run(id), start));
      const trained = new Map([...times].map(([id, { length }]) => [id, length]));
      const last = [...times.values()].flat().reduce((one, other) => Math.max(one, other), start);
      const seconds = guessSecondsLeft(pending, lines, finished, trained, (last - start) / 1000);
      const underWay = pending.filter(({ id }) => trained.get(id)! > 0 && !finished.has(id));
      line.show(
        [
          { rank: 1, text: `${finished.size} of ${pending.length} models` },
          {
            rank: 3,
            text: underWay.map(({ id }) => `${id} epoch ${trained.get(id)! + 1}`).join(', '),
          },
          {
            rank: 2,
            text: `${seconds === undefined ? 'unknown time' : `about ${formatDuration(seconds)}`} left`,
          },
        ].filter(({ text }) => text !== ''),
      );
    },
  };
}

/**
 * Guesses how long the rest takes, by the images that are still to be seen and those that were seen since the start.
 *
 * @param lines What is known of how many epochs trainings have.
 * @param trained Epochs of each since the start.
 * @param elapsed Seconds from the start to the last of them.
 * @returns Undefined where no epoch is done, or nothing tells how many a training will have.
 */
export function guessSecondsLeft(
  pending: readonly StudyTrainingPlan[],
  lines: readonly StudyLine[],
  finished: ReadonlySet<string>,
  trained: ReadonlyMap<string, number>,
  elapsed: number,
): number | undefined {
  const countSeen = ({ id, plan }: StudyTrainingPlan) =>
    trained.get(id)! * countTrainingImages(plan.choice.trainingImages);
  const seen = pending.reduce((sum, training) => sum + countSeen(training), 0);
  if (seen === 0) return undefined;
  let left = 0;
  for (const training of pending.filter(({ id }) => !finished.has(id))) {
    const images = guessImages(training, lines);
    if (images === undefined) return undefined;
    left += Math.max(0, images - countSeen(training));
  }
  return (left * elapsed) / seen;
}

/**
 * Guesses how many images a training looks at, each as often as it does: as its steps say, or in as many epochs as others
 * with as many images had on average, or as any had.
 */
function guessImages(
  { plan, sameStepsAs }: StudyTrainingPlan,
  lines: readonly StudyLine[],
): number | undefined {
  const steps = plan.steps ?? (sameStepsAs && guessSteps(sameStepsAs, plan.model, lines));
  if (steps) return steps * plan.recipe.batchSize;
  if (sameStepsAs !== undefined) return undefined;
  const images = countTrainingImages(plan.choice.trainingImages);
  const free = lines.filter(({ part }) => part === 'pairs' || part === 'sizes');
  const alike = free.filter(({ trainingImages }) => trainingImages === images);
  const epochs = average((alike.length > 0 ? alike : free).map((line) => line.epochs));
  return epochs && epochs * images;
}

/** Of the other training; where it is not known yet, as many as the other models of pairs took on average. */
function guessSteps(id: string, model: string, lines: readonly StudyLine[]): number | undefined {
  const others = lines.filter((line) => line.part === 'pairs' && line.model !== model);
  return lines.find((line) => line.id === id)?.steps ?? average(others.map(({ steps }) => steps));
}

function average(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** When the epochs of a training ended that were trained since a time, both in milliseconds. */
async function readEpochTimes(folder: string, start: number): Promise<number[]> {
  const text = await readFile(join(folder, 'log.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((entry) => entry.includes('"event":"epoch"'))
    .map((entry) => Date.parse((JSON.parse(entry) as { time: string }).time))
    .filter((time) => time >= start);
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
