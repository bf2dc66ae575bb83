import { capitalise } from '@layerprint/core';
import type { ModelId } from '@layerprint/core/schemas/scalars';

/** What a model is called now. */
interface NewName {
  readonly id: ModelId;
  /** In captions; undefined where that is its id. */
  readonly name: string | undefined;
  /** In the captions that there are. */
  readonly oldName: string;
}

/** By a model's id: what it is called now. */
export type NewNames = ReadonlyMap<ModelId, NewName>;

/** The id that a model has now; that of anything else stays what it is. */
export function recall(id: string, names: NewNames): string {
  return names.get(id)?.id ?? id;
}

/** A record by model, or by anything else, with each model's entry under its id now. */
export function recallKeys<T extends object>(record: T, names: NewNames): T {
  const entries = Object.entries(record) as [string, unknown][];
  const cast = entries.map(([key, value]): [string, unknown] => [recall(key, names), value]);
  return Object.fromEntries(
    keepPlaces(
      entries.map(([key]) => key),
      cast,
      ([key]) => key,
    ),
  ) as T;
}

/** Words with every model in them called as it is now, at the start of a sentence with a capital letter. */
export function recallWords(text: string, names: NewNames): string {
  const words = new Map<string, string>();
  for (const [was, { id, name, oldName }] of names) {
    words.set(was.toLowerCase(), id);
    words.set(oldName.toLowerCase(), name ?? id);
  }
  const longestFirst = [...words.keys()].toSorted((a, b) => b.length - a.length);
  // Also within an id, where names are parted by hyphens.
  const pattern = new RegExp(`(?<!\\w)(?:${longestFirst.map(escape).join('|')})(?!\\w)`, 'gi');
  return text.replaceAll(pattern, (found) => {
    const word = words.get(found.toLowerCase())!;
    return found === capitalise(found) && found !== found.toLowerCase() ? capitalise(word) : word;
  });
}

const escape = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Puts each item where the one stood that had its name; one with a name that none had stays where it is. */
export function keepPlaces<T>(
  names: readonly unknown[],
  items: readonly T[],
  nameOf: (item: T) => unknown,
): T[] {
  const places = items.map((item, index) => {
    const place = names.indexOf(nameOf(item));
    return { item, place: place === -1 ? index : place };
  });
  return places.toSorted((one, other) => one.place - other.place).map(({ item }) => item);
}
