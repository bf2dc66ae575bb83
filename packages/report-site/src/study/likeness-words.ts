import { capitalise, countNoun, formatCount, joinWords } from '@layerprint/core';
import type { StudiedLikeness, StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { formatEstimate } from '@layerprint/core/verdicts';

/** Names what a row of likenesses compares: "benchmark and dummy", "two seeds of benchmark". */
export function nameCompared(
  { first, other }: Pick<StudiedLikeness, 'first' | 'other'>,
  nameOf: (model: string) => string,
): string {
  return first === other
    ? `two seeds of ${nameOf(first)}`
    : joinWords([nameOf(first), nameOf(other)]);
}

/** Says how many models of a study were compared, and what they are. */
export function sayLikeness({
  wanted,
  compared,
  validationImages,
}: NonNullable<StudyVerdicts['likeness']>): string {
  const of =
    compared === wanted
      ? countNoun(wanted, 'comparison')
      : `${formatCount(compared)} of ${countNoun(wanted, 'comparison')} so far`;
  const over =
    validationImages === null
      ? ''
      : `, each over ${countNoun(validationImages, 'validation image')}`;
  return `${capitalise(of)}${over}, no model in two of a kind.`;
}

/** Says of a layer how alike models of the study are in it, and what is the most to be expected; nothing where that is not known. */
export function sayLayerLikeness(
  { likeness }: StudyVerdicts,
  layer: string,
  nameOf: (model: string) => string,
): string[] {
  return (likeness?.layers ?? [])
    .filter((row) => row.layer === layer && row.score !== null)
    .map(
      (row) =>
        `In the study, partners in ${nameCompared(row, nameOf)} correlate with ${formatEstimate(row.score!, '')} on average over ${countNoun(row.scores.length, 'comparison')}${row.first === row.other ? ', which is as alike as can be expected' : ''}.`,
    );
}
