import { existsSync } from 'node:fs';
import { parseJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import {
  StudyHeaderSchema,
  StudyLineSchema,
  type StudyHeader,
  type StudyLine,
  type StudyRecord,
} from '@layerprint/core/schemas/study-record';
import { readFileOrExplain, writeFileAtomically } from '@layerprint/artifacts/files';
import { tryGit } from '@layerprint/artifacts/git';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import type { Layout } from '../layout.ts';

/** The rule by which studies are settled, fixed before any is trained. */
const RULE = 'docs/studies.md';

/**
 * Reads the record of a study.
 *
 * @returns Undefined where there is none.
 * @throws {LayerprintError} `invalid-json`, naming the line; `wrong-record`, where it is another experiment's, or has
 *   a training twice.
 */
export async function readStudyRecord(
  { studyRecord: path }: Pick<Layout, 'studyRecord'>,
  profile: string,
): Promise<StudyRecord | undefined> {
  if (!existsSync(path)) return undefined;
  const [first = '', ...rest] = (await readFileOrExplain(path))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  const header = parseJson(StudyHeaderSchema, first, `line 1 of ${path}`);
  const lines = rest.map((text, i) => parseJson(StudyLineSchema, text, `line ${i + 2} of ${path}`));
  const ids = lines.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (header.experiment === profile && twice === undefined) return { header, lines };
  throw new LayerprintError(
    'wrong-record',
    twice === undefined
      ? `${path} is a record of the experiment ${header.experiment}.`
      : `${path} has ${twice} twice.`,
    'Take back what was changed in it by hand, or delete it: the study then trains what is missing.',
  );
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
