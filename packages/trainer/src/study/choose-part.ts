import { LayerprintError } from '@layerprint/core/errors';
import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';

/** What `--part` looks like. */
export const PART = /^[1-9][0-9]{0,3}\/[1-9][0-9]{0,3}$/;

/**
 * Chooses one of several parts of a study, so that as many machines share it. A pair stays together with its controls,
 * which are trainings of it; what is in a part depends on the study alone.
 *
 * @param part As `2/5`; all where it is undefined.
 * @throws {LayerprintError} `no-such-part`.
 */
export function choosePart<T extends Pick<StudyTrainingPlan, 'id' | 'part' | 'pair'>>(
  trainings: readonly T[],
  part: string | undefined,
): T[] {
  if (part === undefined) return [...trainings];
  const [number, of] = part.split('/').map(Number) as [number, number];
  if (number > of) {
    throw new LayerprintError(
      'no-such-part',
      `There is no part ${number} of ${of}.`,
      `Parts are numbered from 1/${of} to ${of}/${of}.`,
    );
  }
  const nameUnit = ({ id, part: kind, pair }: T) => (kind === 'sizes' ? id : `pair ${pair}`);
  const units = [...new Set(trainings.map(nameUnit))];
  return trainings.filter((training) => units.indexOf(nameUnit(training)) % of === number - 1);
}
