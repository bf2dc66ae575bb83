import type { StudyLine } from '@layerprint/core/schemas/study-record';

/** A field of a line that is not what its training gives. */
export interface FieldDifference {
  /** As `measures.4 (zeros of conv2d_6).validation.median`. */
  readonly field: string;
  /** As JSON; undefined where it is not there. */
  readonly recorded: string | undefined;
  readonly found: string | undefined;
}

/** Compares every field of a line of a record with what its training gave, in the order of the fields. */
export function compareLines(recorded: StudyLine, found: StudyLine): FieldDifference[] {
  const [before, after] = [recorded, found].map((line) => new Map(listFields(line, '')));
  return [...new Set([...before!.keys(), ...after!.keys()])]
    .map((field) => ({ field, recorded: before!.get(field), found: after!.get(field) }))
    .filter((difference) => difference.recorded !== difference.found);
}

function listFields(value: unknown, path: string): [field: string, json: string][] {
  if (typeof value !== 'object' || value === null) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    listFields(
      inner,
      [path, Array.isArray(value) ? nameItem(key, inner) : key].filter((name) => name).join('.'),
    ),
  );
}

/** By its place and its name, so that two that changed places are found as well. */
function nameItem(place: string, item: unknown): string {
  if (typeof item !== 'object' || item === null) return place;
  const { check, measure, layer } = item as { check?: string; measure?: string; layer?: string };
  const names = [check ?? measure, layer].filter((name) => name !== undefined);
  return `${place} (${names.join(' of ')})`;
}
