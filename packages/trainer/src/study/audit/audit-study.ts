import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { countNoun } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import type { StudyLayout } from '../../layout.ts';
import type { ProgressStream } from '../../progress-line.ts';
import { assessLines, isOfToday, readToday, type Freshness } from '../assess-record.ts';
import { planStudy, type PlannedStudy } from '../plan-study.ts';
import { readStudyRecord } from '../record.ts';
import { sayRule } from '../say-rule.ts';
import { createStudyProgress, followProgress } from '../study-progress.ts';
import { readLine } from '../write-line.ts';
import { chooseLines, type AuditChoice } from './choose-lines.ts';
import { compareLines } from './compare-lines.ts';
import { auditLayoutOf, trainAgain, trainAgainInProcess } from './train-again.ts';

/** Differences that are told of a line. */
const MOST_TOLD = 5;

/** Which lines of a record are trained again, and how. */
export interface AuditRequest {
  readonly profile: string;
  readonly choice: AuditChoice;
  /** Trainings at once: one a core where it is not said. */
  readonly atOnce?: number | undefined;
  readonly signal: AbortSignal;
}

/** What came of a line: `same` as recorded, `changed`, `stale`, or `failed` where it could not be trained. */
interface AuditedLine {
  readonly outcome: 'same' | 'changed' | 'stale' | 'failed';
  readonly sentence: string;
}

/**
 * Trains lines of the record of a study again, in a folder of their own and without any cache, and compares every hash
 * and number of them.
 *
 * @param tell Called with a sentence of the rule, and one for each line, as soon as it is known.
 * @returns How many lines were confirmed, of how many that the record has.
 * @throws {LayerprintError} `no-record`; `record-not-confirmed`, where a line is anything but the same; what
 *   `chooseLines`, `planStudy` and the readers of the record throw.
 */
export async function auditStudy(
  layout: StudyLayout,
  request: AuditRequest,
  tell: (sentence: string) => void,
  stream: ProgressStream,
): Promise<{ readonly same: number; readonly of: number }> {
  // 1. What is to be audited, and which of it this checkout can train.
  const { profile, choice, signal } = request;
  const record = await readStudyRecord(layout, profile);
  if (record === undefined) throw noRecord(`${layout.studyRecord} does not exist`);
  if (record.lines.length === 0) throw noRecord(`${layout.studyRecord} has no line of a model yet`);
  tell(await sayRule(record.header));
  const chosen = chooseLines(record.lines, choice);
  if ('sample' in Object(choice)) tell(`Drawn: ${chosen.map(({ id }) => id).join(', ')}.`);
  const planned = await planStudy(layout, profile);
  const freshness = assessLines(planned, await readToday(layout, planned), record.lines);
  const [current, stale] = [true, false].map((wanted) =>
    chosen.filter(({ id }) => isOfToday(freshness.get(id)) === wanted),
  );
  const audited = stale!.map(({ id }) => tellStale(id, freshness.get(id)!));
  for (const { sentence } of audited) tell(sentence);

  // 2. Train and measure each again, and compare.
  const lines = new Map(record.lines.map((line) => [line.id, line]));
  const compare = (line: StudyLine, found: StudyLine | string) => {
    const result = compareLine(line, found);
    const { sameStepsAs } = planned.trainings.find(({ id }) => id === line.id)!;
    const steps =
      sameStepsAs === undefined ? '' : ` Its steps are those that the line of ${sameStepsAs} says.`;
    tell(result.sentence + steps);
    audited.push(result);
  };
  await trainAll(auditLayoutOf(layout), { ...request, planned, lines }, current!, compare, stream);
  signal.throwIfAborted();

  // 3. Say what came of it.
  const same = audited.filter(({ outcome }) => outcome === 'same').length;
  if (same < chosen.length) throw notConfirmed(layout.studyRecord, audited);
  return { same, of: record.lines.length };
}

async function trainAll(
  layout: StudyLayout,
  {
    profile,
    planned,
    lines,
    atOnce = availableParallelism(),
    signal,
  }: AuditRequest & { planned: PlannedStudy; lines: ReadonlyMap<string, StudyLine> },
  audited: readonly StudyLine[],
  compare: (line: StudyLine, found: StudyLine | string) => void,
  stream: ProgressStream,
): Promise<void> {
  const pending = planned.trainings.filter(({ id }) => audited.some((line) => line.id === id));
  await Promise.all(pending.map(({ id }) => rm(layout.line(id), { recursive: true, force: true })));
  if (pending.length === 1) {
    const { plan, sameStepsAs, ...training } = pending[0]!;
    const steps = sameStepsAs === undefined ? {} : { steps: lines.get(sameStepsAs)!.steps };
    await trainAgain(layout, { ...training, plan: { ...plan, ...steps } }, planned.claims);
    compare(lines.get(training.id)!, await readLine(layout, training.id));
    return;
  }
  const log = join(layout.studyPlan, '..', 'audit', 'audit.log');
  await writeFileAtomically(log, '');
  const progress = createStudyProgress(layout, pending, [...lines.values()], stream);
  const queue = [...pending];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const failure = await trainAgainInProcess(profile, next.id, log, signal);
      const found = await readLine(layout, next.id).catch(() => undefined);
      if (found) progress.finish(found);
      compare(lines.get(next.id)!, found ?? failure ?? `${log} has what was said`);
    }
  };
  const workers = Array.from({ length: atOnce }, work);
  await followProgress(Promise.all(workers), progress.update);
}

/** @param found Its line as it was made again, or why there is none. */
function compareLine(line: StudyLine, found: StudyLine | string): AuditedLine {
  const { id } = line;
  if (typeof found === 'string') {
    return { outcome: 'failed', sentence: `${id} could not be trained again: ${found}` };
  }
  const differences = compareLines(line, found);
  if (differences.length === 0) {
    return { outcome: 'same', sentence: `${id} is what its training gives.` };
  }
  const told = differences
    .slice(0, MOST_TOLD)
    .map(
      ({ field, recorded = 'nothing', found = 'nothing' }) =>
        `${field} is recorded as ${recorded} and found as ${found}`,
    );
  const rest = differences.length - told.length;
  const more = rest > 0 ? `; and ${countNoun(rest, 'more field')}` : '';
  return {
    outcome: 'changed',
    sentence: `${id} is not what its training gives: ${told.join('; ')}${more}.`,
  };
}

function tellStale(id: string, freshness: Freshness): AuditedLine {
  const words = { plan: 'plan', data: 'data', code: 'code of training', claims: 'claims' };
  const others = (Object.keys(words) as (keyof Freshness)[]).filter((key) => !freshness[key]);
  return {
    outcome: 'stale',
    sentence: `${id} is stale and was not trained again: not of today is its ${others.map((key) => words[key]).join(', ')}.`,
  };
}

function noRecord(why: string): LayerprintError {
  return new LayerprintError(
    'no-record',
    `There is nothing to audit: ${why}.`,
    'Run the study first.',
  );
}

function notConfirmed(path: string, audited: readonly AuditedLine[]): LayerprintError {
  const count = (wanted: AuditedLine['outcome']) =>
    audited.filter(({ outcome }) => outcome === wanted).length;
  const counts = [
    [count('changed'), 'not what training gives'],
    [count('stale'), 'stale'],
    [count('failed'), 'not trained again, since that failed'],
  ] as const;
  return new LayerprintError(
    'record-not-confirmed',
    `Of ${countNoun(audited.length, 'line')} looked at in ${path}, ${counts
      .filter(([n]) => n > 0)
      .map(([n, words]) => `${n} ${n === 1 ? 'is' : 'are'} ${words}`)
      .join(', ')}.`,
    'What was changed by hand, take back; what is stale, check out at the commit that recorded it, or run the study again.',
  );
}
