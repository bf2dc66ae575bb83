import type { SideSource } from '../schemas/diff.ts';
import { findCommit, isDirty, type Repository } from '@layerprint/artifacts/git';

/** Says that a comparison of the commit one works on leaves out what is not committed yet. */
export async function warnOfChanges(
  repository: Repository,
  head: SideSource,
  say: (text: string) => void,
): Promise<void> {
  if (head.from !== 'commit' || !(await isDirty(repository))) return;
  const { commit } = await findCommit(repository, 'HEAD');
  if (head.commit !== commit) return;
  say(
    `note: the working tree has changes that are not committed, and ${head.label} is compared without them. ` +
      'Leave out --head to compare the working tree.',
  );
}
