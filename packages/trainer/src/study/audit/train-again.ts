import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRAINING_CODE, WORKSPACE } from '@layerprint/artifacts/source-code';
import { runChild } from '@layerprint/artifacts/child';
import { holdSources, readRecordedHash } from '@layerprint/artifacts/held-sources';
import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { StudyClaims } from '@layerprint/core/schemas/study-claims';
import type { StudyLayout } from '../../layout.ts';
import { writeTrainedModel } from '../../training/write-trained-model.ts';
import { writeLine } from '../write-line.ts';

const AUDIT_COMMAND = join(WORKSPACE, 'packages/trainer/src/commands/audit.ts');
/** How a command of ours ends a message that tells why it failed. */
const FAILURE = /^error \(.*$/;

/** The layout of an audit: the study's, with models, runs and lines of the audit's own, so that nothing of the study is touched. */
export function auditLayoutOf(layout: StudyLayout): StudyLayout {
  const folder = join(layout.studyPlan, '..', 'audit');
  return {
    ...layout,
    model: (training) => join(folder, 'models', training),
    run: (training) => join(folder, 'runs', training),
    line: (training) => join(folder, 'lines', training),
  };
}

/**
 * Trains and measures one model of a study in this process, as its tasks do, and writes its line.
 *
 * @param layout Of the audit.
 * @throws {LayerprintError} what `writeTrainedModel` and `writeLine` throw.
 */
export async function trainAgain(
  layout: StudyLayout,
  training: Pick<StudyTrainingPlan, 'id' | 'part' | 'pair' | 'plan'>,
  claims: StudyClaims,
): Promise<void> {
  const inputs = [join(layout.dataset, 'manifest.json')];
  const { id: name, plan } = training;
  const sources = holdSources(TRAINING_CODE, inputs);
  await writeTrainedModel(layout, { plan, name, backend: 'layerprint', threads: 1, sources });
  await writeLine(layout, training, claims, {
    codeHash: readRecordedHash(TRAINING_CODE),
    sources: holdSources({ project: 'trainer', input: 'measuring' }, inputs),
  });
}

/**
 * Trains and measures one model in a process of its own, which is the audit of that line alone.
 *
 * @param log Where all that it prints is kept.
 * @returns Why it failed, as far as it says so.
 */
export async function trainAgainInProcess(
  profile: string,
  id: string,
  log: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  let failure: string | undefined;
  await runChild(
    process.execPath,
    [AUDIT_COMMAND, '--profile', profile, '--ids', id],
    { cwd: process.cwd(), env: process.env, signal },
    (line) => {
      appendFileSync(log, `${id}: ${line}\n`);
      failure = FAILURE.exec(line)?.[0] ?? failure;
    },
  );
  return failure;
}
