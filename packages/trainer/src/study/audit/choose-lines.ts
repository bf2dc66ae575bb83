import { LayerprintError } from '@layerprint/core/errors';
import { findNearestName } from '@layerprint/core/nearest-name';
import { createRandom } from '@layerprint/core/random';
import type { StudyLine } from '@layerprint/core/schemas/study-record';

/** Which lines of a record are audited. */
export type AuditChoice =
  { readonly sample: number; readonly seed: number } | { readonly ids: readonly string[] } | 'all';

/**
 * Chooses the lines that are audited, in the order of the record. A sample is drawn from all lines, also those that are
 * stale: by what somebody changed in it, no line gets out of the way.
 *
 * @throws {LayerprintError} `no-such-line`, naming the nearest that there is.
 */
export function chooseLines(lines: readonly StudyLine[], choice: AuditChoice): StudyLine[] {
  if (choice === 'all') return [...lines];
  if ('sample' in choice) {
    const order = createRandom(choice.seed, 'audit').permutation(lines.length);
    const drawn = new Set(order.subarray(0, choice.sample));
    return lines.filter((_, i) => drawn.has(i));
  }
  const ids = lines.map(({ id }) => id);
  const unknown = choice.ids.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw noSuchLine(unknown, ids);
  return lines.filter(({ id }) => choice.ids.includes(id));
}

function noSuchLine(id: string, known: readonly string[]): LayerprintError {
  const nearest = findNearestName(id, known);
  return new LayerprintError(
    'no-such-line',
    `The record has no line "${id}".${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    'A line is named by its id, as pair-01-<model> or size-1000-01; several with commas between.',
  );
}
