import { capitalise, joinWords } from '@layerprint/core';
import type { Diff } from '../schemas/diff.ts';

type Recast = Diff['roles'][number];

/**
 * Says which models are called otherwise in the base, in one sentence.
 *
 * @returns Null where none is.
 */
export function sayRoles(diff: Pick<Diff, 'roles' | 'replaced'>): string | null {
  const kept = listKept(diff);
  if (kept.length === 0) return null;
  const who = kept.length === 1 ? 'it' : 'each';
  return `${capitalise(joinWords(kept.map(sayRole)))} in the base: ${who} is compared with itself, and called as in the head.`;
}

/** The same as a part of a headline, where there is something to say. */
export function sayRolesInShort(diff: Pick<Diff, 'roles' | 'replaced'>): string[] {
  const kept = listKept(diff);
  return kept.length > 1 ? ['the models changed their names'] : kept.map(sayRole);
}

/** Those that are the same models as before: in the place of others stand other models. */
function listKept({ roles, replaced }: Pick<Diff, 'roles' | 'replaced'>): Recast[] {
  return roles.filter(
    ({ model }) => !replaced.some(({ kind, name }) => kind === 'model' && name === model),
  );
}

function sayRole({ model, was }: Recast): string {
  return `the ${model} was the ${was}`;
}
