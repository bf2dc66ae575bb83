/** A field of a JSON value that differs: its path, and what was and is there as JSON. */
export interface FieldChange {
  /** "recipe.batchSize". */
  readonly path: string;
  /** Undefined where the field is not there. */
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** Lists the fields that differ between two JSON values, depth first, the base's fields before new ones. */
export function listFieldChanges(base: unknown, head: unknown, path = ''): FieldChange[] {
  if (!isObject(base) || !isObject(head)) {
    const [was, is] = [show(base), show(head)];
    return was === is ? [] : [{ path, base: was, head: is }];
  }
  const keys = [...new Set([...Object.keys(base), ...Object.keys(head)])];
  return keys.flatMap((key) =>
    listFieldChanges(base[key], head[key], path === '' ? key : `${path}.${key}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
