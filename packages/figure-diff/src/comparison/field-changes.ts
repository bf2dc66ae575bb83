/** A field that differs between two JSON values. */
export interface FieldChange {
  /** From the outside in: the keys of objects; of an array's items their names, or else their places. */
  readonly path: readonly string[];
  /** Undefined where the field is not there. */
  readonly base: unknown;
  readonly head: unknown;
}

/** What an item of an array may be told from its neighbours by, the first that does so in both. */
const NAMES = ['id', 'path', 'name', 'model', 'epoch'];

/**
 * Lists every field that differs between two JSON values, depth first, the base's fields before new ones.
 *
 * Items of an array are matched by their names where each has one of its own, and by their places
 * otherwise. Where the named items that both have stand in another order, that is a difference of the
 * array itself, with the names in order. Numbers in an array are one field, and so is a thing that only
 * one side has.
 */
export function listFieldChanges(
  base: unknown,
  head: unknown,
  path: readonly string[] = [],
): FieldChange[] {
  if (base === head) return [];
  if (isNumbers(base) && isNumbers(head)) {
    const isSame = base.length === head.length && base.every((value, i) => value === head[i]);
    return isSame ? [] : [{ path, base, head }];
  }
  const areArrays = Array.isArray(base) && Array.isArray(head);
  const key = areArrays
    ? NAMES.find((name) => isNamedBy(base, name) && isNamedBy(head, name))
    : undefined;
  const [before, after] = [listEntries(base, key), listEntries(head, key)];
  if (!before || !after || Array.isArray(base) !== Array.isArray(head)) {
    return [{ path, base, head }];
  }
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return [
    ...(key === undefined ? [] : listOrderChanges(before, after, path)),
    ...names.flatMap((name) =>
      listFieldChanges(before.get(name), after.get(name), [...path, name]),
    ),
  ];
}

/** Whether a value is an array of one number or more, and of nothing else. */
export function isNumbers(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number')
  );
}

/** What a value holds, by name: an array's items by their `key`, or by their places; undefined for a leaf. */
function listEntries(value: unknown, key: string | undefined): Map<string, unknown> | undefined {
  if (key !== undefined) {
    return new Map((value as Record<string, unknown>[]).map((item) => [String(item[key]), item]));
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map(Object.entries(value));
}

/** Whether each of an array's items has a text or a number under this key that no other has. */
function isNamedBy(items: readonly unknown[], key: string): boolean {
  const names = items.map((item) =>
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[key] : undefined,
  );
  const areNames = names.every((name) => typeof name === 'string' || typeof name === 'number');
  return areNames && new Set(names.map(String)).size === names.length;
}

function listOrderChanges(
  base: ReadonlyMap<string, unknown>,
  head: ReadonlyMap<string, unknown>,
  path: readonly string[],
): FieldChange[] {
  const before = [...base.keys()].filter((name) => head.has(name));
  const after = [...head.keys()].filter((name) => base.has(name));
  return before.every((name, i) => name === after[i]) ? [] : [{ path, base: before, head: after }];
}
