/** What the names of a pattern stand for in a path: `<model>` for one name, `**` for the rest of them. */
export type Names = ReadonlyMap<string, readonly string[]>;

/** Stands for any names or none, at the end of a pattern. */
export const REST = '**';

/**
 * Matches the path of a field against a pattern, name by name:
 *
 *     runs.<model>.backend         any one name for <model>
 *     runs.<model>.plan.recipe.**  any names for **, or none
 *
 * @param known What names of the pattern have to stand for.
 * @returns What they stand for; null where the pattern is of other fields.
 */
export function matchFields(
  path: readonly string[],
  pattern: string,
  known: Names = new Map(),
): Names | null {
  const parts = pattern.split('.');
  const count = parts.at(-1) === REST ? parts.length - 1 : parts.length;
  if (path.length < count || (count === parts.length && path.length > count)) return null;
  const found = new Map([[REST, path.slice(count)]]);
  for (const [i, part] of parts.slice(0, count).entries()) {
    if (part.startsWith('<')) found.set(part, [path[i]!]);
    else if (part !== path[i]) return null;
  }
  const fits = [...found].every(
    ([part, names]) => joinPath(known.get(part) ?? names) === joinPath(names),
  );
  return fits ? found : null;
}

/** "runs.dummy.backend": a path as people read it. */
export function joinPath(path: readonly string[]): string {
  return path.join('.');
}
