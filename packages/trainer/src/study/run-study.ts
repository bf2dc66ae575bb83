import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { countNoun } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { tryLock } from '@layerprint/artifacts/lock';
import type { StudyLayout } from '../layout.ts';
import type { ProgressStream } from '../progress-line.ts';
import { assessLines, isOfToday, readToday } from './assess-record.ts';
import { choosePart } from './choose-part.ts';
import { planStudy, type PlannedStudy } from './plan-study.ts';
import { beginRecord, orderLines, readStudyRecord, writeStudyRecord } from './record.ts';
import { runStudyTasks } from './run-tasks.ts';
import { sayRule } from './say-rule.ts';
import { createStudyProgress, followProgress } from './study-progress.ts';
import { readLine } from './write-line.ts';

/** Failures, and ids, that are told. */
const MOST_TOLD = 5;

/** What of a study is to be run, and how. */
export interface StudyRequest {
  readonly profile: string;
  readonly part?: string | undefined;
  readonly atOnce?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Trains and measures what the record of a study lacks, or has of another plan, code, data or other claims, and writes
 * each line as soon as it is there. What was killed goes on where it was when it is run again.
 *
 * @returns The lines that the record has now.
 * @throws {LayerprintError} `study-is-running`; `study-incomplete`, with what went wrong; what `planStudy` and the readers
 *   of the record throw.
 */
export async function runStudy(
  layout: StudyLayout,
  { profile, part, atOnce, signal }: StudyRequest,
  stream: ProgressStream,
): Promise<readonly StudyLine[]> {
  // 1. What there is, and what is missing.
  const folder = join(layout.studyPlan, '..');
  await mkdir(folder, { recursive: true });
  const lock = tryLock(join(folder, 'study.lock'));
  if (lock === undefined) throw alreadyRunning(profile);
  try {
    const planned = await planStudy(layout, profile);
    const today = await readToday(layout, planned);
    const record = await readStudyRecord(layout, profile);
    const header = record?.header ?? (await beginRecord(profile));
    stream.write(`${await sayRule(header)}\n`);
    const lines = new Map((record?.lines ?? []).map((line) => [line.id, line]));
    const listMissing = () => {
      const freshness = assessLines(planned, today, [...lines.values()]);
      return choosePart(planned.trainings, part).filter(({ id }) => !isOfToday(freshness.get(id)));
    };
    const missing = listMissing();
    const write = () =>
      writeStudyRecord(layout, { header, lines: orderLines(planned.trainings, lines) });
    tellMissing(planned, lines, { part, missing: missing.length }, stream);

    // 2. Run it, and take every line that is finished into the record.
    const progress = createStudyProgress(layout, missing, [...lines.values()], stream);
    const collect = async () => {
      const found = await readFinished(layout, planned, today, missing, lines);
      if (found.length === 0) return;
      for (const line of found) lines.set(line.id, line);
      await write();
      found.forEach(progress.finish);
    };
    let failures = new Map<string, string>();
    if (missing.length > 0) {
      const ids = missing.map(({ id }) => id);
      const log = join(folder, 'study.log');
      const run = runStudyTasks({ profile, ids, atOnce, log, signal });
      failures = await followProgress(run, async () => {
        await collect();
        await progress.update();
      }).finally(collect);
    }
    await write();

    // 3. Say what could not be done.
    const left = listMissing();
    if (left.length > 0) throw incomplete(profile, left, failures, join(folder, 'study.log'));
    return orderLines(planned.trainings, lines);
  } finally {
    lock.release();
  }
}

function tellMissing(
  { trainings }: PlannedStudy,
  lines: ReadonlyMap<string, StudyLine>,
  { part, missing }: { readonly part: string | undefined; readonly missing: number },
  stream: ProgressStream,
): void {
  const known = new Set(trainings.map(({ id }) => id));
  const strays = [...lines.keys()].filter((id) => !known.has(id));
  if (strays.length > 0) {
    stream.write(`The record loses ${nameSome(strays)}, which the study does not have.\n`);
  }
  const there = countNoun(trainings.length, 'model');
  const inPart = choosePart(trainings, part).length;
  const asked = part === undefined ? there : `${there}, ${inPart} of them in part ${part}`;
  const toDo = { 0: 'none is', 1: '1 of them is' }[missing] ?? `${missing} of them are`;
  stream.write(`The study has ${asked}; ${toDo} to be trained and measured.\n`);
}

function nameSome(ids: readonly string[]): string {
  return [...ids.slice(0, MOST_TOLD), ...(ids.length > MOST_TOLD ? ['…'] : [])].join(', ');
}

/** The missing lines that are finished by now, of today, and not in the record yet. */
async function readFinished(
  layout: StudyLayout,
  planned: PlannedStudy,
  today: Parameters<typeof assessLines>[1],
  missing: readonly { readonly id: string }[],
  lines: ReadonlyMap<string, StudyLine>,
): Promise<StudyLine[]> {
  const found = new Map<string, StudyLine>();
  for (const { id } of missing) {
    const line = await readLine(layout, id).catch(() => undefined);
    if (line?.id === id) found.set(id, line);
  }
  const freshness = assessLines(planned, today, [...new Map([...lines, ...found]).values()]);
  return [...found.values()].filter(
    (line) =>
      isOfToday(freshness.get(line.id)) &&
      JSON.stringify(lines.get(line.id)) !== JSON.stringify(line),
  );
}

function alreadyRunning(profile: string): LayerprintError {
  return new LayerprintError(
    'study-is-running',
    `The study of ${profile} runs already in this checkout.`,
    'Wait for it, or stop it first: what it has finished is kept.',
  );
}

function incomplete(
  profile: string,
  left: readonly { readonly id: string }[],
  failures: ReadonlyMap<string, string>,
  log: string,
): LayerprintError {
  const told = [...failures].slice(0, MOST_TOLD).map(([id, failure]) => `\n  ${id}: ${failure}`);
  return new LayerprintError(
    'study-incomplete',
    `${countNoun(left.length, 'model')} of the study of ${profile} could not be trained or measured: ${nameSome(left.map(({ id }) => id))}.${told.join('')}`,
    `${log} has all that was said. Mend it and run the same command again: what is finished is in the record.`,
  );
}
