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
  const parts = splitPattern(pattern);
  const count = parts.at(-1) === REST ? parts.length - 1 : parts.length;
  if (path.length < count || (count === parts.length && path.length > count)) return null;
  const isName = (i: number) => parts[i]!.startsWith('<');
  for (let i = 0; i < count; i++) if (!isName(i) && parts[i] !== path[i]) return null;
  const found = new Map([[REST, path.slice(count)]]);
  for (let i = 0; i < count; i++) if (isName(i)) found.set(parts[i]!, [path[i]!]);
  const fits = [...found].every(
    ([part, names]) => joinPath(known.get(part) ?? names) === joinPath(names),
  );
  return fits ? found : null;
}

/** Split once: each pattern is asked of thousands of fields. */
const SPLIT = new Map<string, readonly string[]>();

function splitPattern(pattern: string): readonly string[] {
  const parts = SPLIT.get(pattern) ?? pattern.split('.');
  SPLIT.set(pattern, parts);
  return parts;
}

/** "runs.dummy.backend": a path as people read it. */
export function joinPath(path: readonly string[]): string {
  return path.join('.');
}
