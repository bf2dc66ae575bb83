import { LayerprintError } from '@layerprint/core/errors';
import {
  StudyHeaderSchema,
  StudyLineSchema,
  type StudyHeader,
  type StudyLine,
  type StudyRecord,
} from '@layerprint/core/schemas/study-record';
import { nameTraining } from '@layerprint/core/study';
import { isThere, writeFileAtomically } from '@layerprint/artifacts/files';
import { tryGit } from '@layerprint/artifacts/git';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import type { Layout } from '../layout.ts';
import { parseRecordLine, readRecordFile } from './record-lines.ts';

/** The rule by which studies are settled, fixed before any is trained. */
const RULE = 'docs/studies.md';

/**
 * Reads the record of a study.
 *
 * @returns Undefined where there is none.
 * @throws {LayerprintError} `invalid-json`, naming the line; `wrong-record`, where it is another experiment's, or has a training
 *   twice or by another name than its own; what `readRecordFile` throws.
 */
export async function readStudyRecord(
  { studyRecord: path }: Pick<Layout, 'studyRecord'>,
  profile: string,
): Promise<StudyRecord | undefined> {
  // A link to what is not there is no reason to make all of it again.
  if (!isThere(path)) return undefined;
  const file = await readRecordFile(path, advise);
  const header = parseRecordLine(StudyHeaderSchema, file, 1);
  const refuse = (number: number, what: string) =>
    new LayerprintError('wrong-record', `Line ${number} of ${path} ${what}.`, advise(number));
  if (header.experiment !== profile) {
    throw refuse(1, `says that it is a record of the experiment ${header.experiment}`);
  }
  const known = new Set<string>();
  const lines = file.texts.slice(1).map((_, i) => {
    const line = parseRecordLine(StudyLineSchema, file, i + 2);
    const { id, part, pair, model } = line;
    if (known.has(id)) throw refuse(i + 2, `is of ${id}, as one before it`);
    if (nameTraining(line) !== id) {
      throw refuse(i + 2, `calls ${id} what is number ${pair} of ${part}, of the model ${model}`);
    }
    known.add(id);
    return line;
  });
  return { header, lines };
}

/** What to do about a line of a record. */
function advise(number: number): string {
  const rest =
    number === 1
      ? 'delete the file: the study then begins it anew.'
      : `delete line ${number}: the study trains that model again.`;
  return `Take back what was changed in it by hand, or ${rest}`;
}

/** Writes a record as one file, a line a model: the same bytes whatever was finished first. */
export async function writeStudyRecord(
  { studyRecord: path }: Pick<Layout, 'studyRecord'>,
  { header, lines }: StudyRecord,
): Promise<void> {
  const texts = [
    JSON.stringify(StudyHeaderSchema.parse(header)),
    ...lines.map((line) => JSON.stringify(StudyLineSchema.parse(line))),
  ];
  await writeFileAtomically(path, `${texts.join('\n')}\n`);
}

/** The lines in the order of the study, without those that are no part of it. */
export function orderLines(
  trainings: readonly { readonly id: string }[],
  lines: ReadonlyMap<string, StudyLine>,
): StudyLine[] {
  return trainings.flatMap(({ id }) => lines.get(id) ?? []);
}

/**
 * The first line of a new record, with the commit that has the rule as it stands.
 *
 * @throws {LayerprintError} `rule-not-committed`: who could change it afterwards would have fixed nothing.
 */
export async function beginRecord(experiment: string): Promise<StudyHeader> {
  const { status, stdout } = await tryGit(WORKSPACE, ['log', '-1', '--format=%H', '--', RULE]);
  const changed = await tryGit(WORKSPACE, ['status', '--porcelain', '--', RULE]);
  if (status === 0 && stdout !== '' && changed.stdout === '') {
    return { schemaVersion: 1, experiment, rule: { document: RULE, commit: stdout } };
  }
  throw new LayerprintError(
    'rule-not-committed',
    `The record of a study names the commit of ${RULE}, by which it will be read, and there is none that has it as it stands.`,
    `Run in a git clone, and commit ${RULE} first.`,
  );
}
