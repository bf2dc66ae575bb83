import { LayerprintError } from '@layerprint/core/errors';
import type { StudyHeader } from '@layerprint/core/schemas/study-record';
import { findCommit, openRepository, tryGit } from '@layerprint/artifacts/git';
import { WORKSPACE } from '@layerprint/artifacts/source-code';

/**
 * Says whether the rule by which a record is to be read is today what it was in the commit that the record names, or why that
 * could not be looked up: git may be missing, and a shallow clone need not have the commit. What git can tell depends on the
 * clone, so it is for a terminal, and stands in nothing that is to be the same bytes everywhere.
 */
export async function sayRule(
  { rule: { document, commit } }: Pick<StudyHeader, 'rule'>,
  workspace = WORKSPACE,
): Promise<string> {
  const asOf = `${document} as of commit ${commit}`;
  try {
    await findCommit(await openRepository(workspace), commit);
    const then = await tryGit(workspace, ['rev-parse', '--verify', `${commit}:./${document}`]);
    if (then.status !== 0) return `The record is to be read by ${asOf}, which has no such file.`;
    // As git would store it: with the line breaks that it keeps.
    const now = await tryGit(workspace, ['hash-object', '--', document]);
    if (now.status === 0 && now.stdout === then.stdout) {
      return `The record is to be read by ${asOf}, and the file is the same today.`;
    }
    return `The record is to be read by ${asOf}, and the file is another today: \`git diff ${commit} -- ${document}\` shows what was changed since.`;
  } catch (error) {
    if (!(error instanceof LayerprintError)) throw error;
    return `The record is to be read by ${asOf}. Whether the file is the same today could not be looked up: ${error.message}`;
  }
}
