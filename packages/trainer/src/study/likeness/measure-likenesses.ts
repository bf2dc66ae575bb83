import { join } from 'node:path';
import { countNoun } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import { isTrainedModel } from '@layerprint/core/schemas/experiment';
import type { LikenessLine } from '@layerprint/core/schemas/study-likeness';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { isLikenessOf, listComparisons } from '@layerprint/core/study';
import { openTestImages } from '../../dataset/open-dataset.ts';
import type { StudyLayout } from '../../layout.ts';
import type { ProgressStream } from '../../progress-line.ts';
import { formatDuration } from '../../training/format.ts';
import { assessLines, readToday } from '../assess-record.ts';
import { loadWrittenStudy, planTrainings } from '../plan-study.ts';
import { readStudyRecord } from '../record.ts';
import { runStudyTasks } from '../run-tasks.ts';
import { compareModels, isOfRecord } from './compare-models.ts';
import { readLikenesses, writeLikenesses } from './likeness-record.ts';

/** Two lines of the record whose models are to be compared. */
type Asked = readonly [StudyLine, StudyLine];

/** What is to be compared, and how to stop. */
export interface LikenessRequest {
  readonly profile: string;
  readonly signal: AbortSignal;
}

/**
 * Measures how alike the models are that a study wants compared, out of weights that the record has the hashes of. Models that
 * are not in this checkout are trained again, and what was measured of the record's weights is kept.
 *
 * @returns The comparisons that are there now.
 * @throws {LayerprintError} `no-likeness`, where the study asks for none; `study-not-whole`, where the record lacks a model or has
 *   it of another plan, code or data; `other-weights`, where a training ended in other weights than the record has; what
 *   readers of study, record and models throw.
 */
export async function measureLikenesses(
  layout: StudyLayout,
  { profile, signal }: LikenessRequest,
  stream: ProgressStream,
): Promise<readonly LikenessLine[]> {
  // 1. What is asked, and what of it is not there.
  const asked = await listAsked(layout, profile);
  const known = (await readLikenesses(layout)).filter((likeness) =>
    asked.some((lines) => isLikenessOf(likeness, lines)),
  );
  const missing = asked.filter((lines) => !known.some((likeness) => isLikenessOf(likeness, lines)));
  const toDo = { 0: 'nothing is', 1: '1 of these is' }[missing.length];
  stream.write(
    `The study compares models ${countNoun(asked.length, 'time')}; ${toDo ?? `${missing.length} of these are`} to be measured.\n`,
  );

  const write = () =>
    writeLikenesses(
      layout,
      asked.flatMap((lines) => known.find((likeness) => isLikenessOf(likeness, lines)) ?? []),
    );
  // Without what was measured of other weights, or is not asked any more.
  await write();

  // 2. The models of it.
  await train(layout, profile, missing, signal, stream);

  // 3. One comparison after the other: each keeps all cores busy.
  const dataset = missing.length === 0 ? undefined : await openTestImages(layout);
  const start = Date.now();
  for (const [i, lines] of missing.entries()) {
    signal.throwIfAborted();
    known.push(await compareModels(layout, lines, dataset!));
    await write();
    const left = ((Date.now() - start) / 1000 / (i + 1)) * (missing.length - i - 1);
    stream.write(
      `${lines.map(({ id }) => id).join(' and ')} compared (${i + 1}/${missing.length})${left > 0 ? `, about ${formatDuration(left)} left` : ''}\n`,
    );
  }
  return known;
}

/** The comparisons that the study asks for, each with the lines of its models. */
async function listAsked(layout: StudyLayout, profile: string): Promise<Asked[]> {
  const written = await loadWrittenStudy(layout, profile);
  const models = written.experiment.models.filter(isTrainedModel);
  const comparisons = listComparisons(written.study, models);
  if (comparisons.length === 0) {
    throw new LayerprintError(
      'no-likeness',
      `${layout.study} does not ask how alike any models are.`,
      'Say of how many pairs, with `"likeness": { "pairs": 10 }`; docs/guides/study.md says what is compared.',
    );
  }
  const planned = await planTrainings(layout, profile, written);
  const lines = (await readStudyRecord(layout, profile))?.lines ?? [];
  const freshness = assessLines(planned, await readToday(layout, planned), lines);
  const find = (id: string): StudyLine => {
    const line = lines.find((one) => one.id === id);
    const { plan = false, data = false, code = false } = freshness.get(id) ?? {};
    if (line && plan && data && code) return line;
    throw new LayerprintError(
      'study-not-whole',
      `${layout.studyRecord} has ${line ? 'a stale line' : 'no line'} of ${id}, whose filters are to be compared.`,
      `Run the study first, \`npx nx run ${profile}:study\`.`,
    );
  };
  return comparisons.map(({ first, other }) => [find(first.id), find(other.id)]);
}

/** Trains the models that this checkout does not have as the record has them. */
async function train(
  layout: StudyLayout,
  profile: string,
  comparisons: readonly Asked[],
  signal: AbortSignal,
  stream: ProgressStream,
): Promise<void> {
  const lines = [...new Map(comparisons.flat().map((line) => [line.id, line])).values()];
  const listAbsent = async () => {
    const there = await Promise.all(lines.map((line) => isOfRecord(layout, line)));
    return lines.filter((_, i) => !there[i]);
  };
  const absent = await listAbsent();
  if (absent.length === 0) return;
  stream.write(
    `${countNoun(absent.length, 'model')} of these are not here and are trained again.\n`,
  );
  const log = join(layout.studyPlan, '..', 'likeness.log');
  const ids = absent.map(({ id }) => id);
  const failures = await runStudyTasks({ profile, ids, targets: ['train'], log, signal });
  const [other] = await listAbsent();
  if (other === undefined) return;
  throw new LayerprintError(
    'other-weights',
    failures.get(other.id) ??
      `${other.id} was trained again and has other weights than the record says.`,
    `${log} has all that was said; \`npx nx run ${profile}:audit -- --ids ${other.id}\` looks at that line.`,
  );
}
