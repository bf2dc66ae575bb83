import type { Study } from '../schemas/study.ts';
import type { StudyLine, StudyPart } from '../schemas/study-record.ts';
import type { Pair } from './judge-pair.ts';

/** A pair of which every model is in the record, by its number from 1. */
export interface NumberedPair {
  readonly number: number;
  readonly models: Pair;
}

/** The pairs of a kind: how many the study asks for, and those that are whole. */
export interface Pairs {
  readonly wanted: number;
  readonly whole: readonly NumberedPair[];
}

/** How many pairs of a kind a study asks for; 0 where it has no such control. */
function countWanted({ pairs, controls = {} }: Study, part: StudyPart): number {
  switch (part) {
    case 'pairs':
      return pairs.count;
    case 'same-steps':
      return controls.sameSteps?.pairs ?? 0;
    case 'same-epoch':
      return controls.sameEpoch?.pairs ?? 0;
    case 'sizes':
      return 0;
  }
}

/**
 * Lists the pairs of a kind in a record. Where a model was stopped after the steps of another, that other is the one of
 * the pair of the same number.
 *
 * @param models The experiment's, by id.
 */
export function listPairs(
  study: Study,
  part: Exclude<StudyPart, 'sizes'>,
  models: readonly string[],
  lines: readonly StudyLine[],
): Pairs {
  const wanted = countWanted(study, part);
  const places = new Map(lines.map((line) => [`${line.part} ${line.pair} ${line.model}`, line]));
  const find = (number: number, model: string): StudyLine | undefined => {
    const own = places.get(`${part} ${number} ${model}`);
    return own ?? (part === 'same-steps' ? places.get(`pairs ${number} ${model}`) : undefined);
  };
  const isBegun = (number: number) => models.some((id) => places.has(`${part} ${number} ${id}`));
  const whole = Array.from({ length: wanted }, (_, i) => i + 1).flatMap((number) => {
    const found = models.map((id) => [id, find(number, id)] as const);
    if (!isBegun(number) || found.some(([, line]) => line === undefined)) return [];
    return [{ number, models: Object.fromEntries(found) as Pair }];
  });
  return { wanted, whole };
}
