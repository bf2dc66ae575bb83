import { countNoun, formatCount, joinWords } from '@layerprint/core';
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

type Likeness = NonNullable<StudyVerdicts['likeness']>;

/** Says how many models of a study were compared, and what they are. */
export function sayLikeness(likeness: Likeness): string {
  const { validationImages } = likeness;
  const over =
    validationImages === null
      ? ''
      : `, each over ${countNoun(validationImages, 'validation image')}`;
  return `${sayCompared(likeness)}${over}, no model in two of a kind.`;
}

/** "15 comparisons", "5 of 6 comparisons so far (2 of them of stale models)". */
function sayCompared({ wanted, compared, stale = 0 }: Likeness): string {
  const of =
    compared === wanted
      ? countNoun(wanted, 'comparison')
      : `${formatCount(compared)} of ${countNoun(wanted, 'comparison')} so far`;
  return stale === 0 ? of : `${of} (${formatCount(stale)} of them of stale models)`;
}

/**
 * Says of a layer how alike models of the study are in it, what is the most to be expected, and where not all was compared or
 * models are stale, that; nothing where it is not known.
 */
export function sayLayerLikeness(
  { likeness }: StudyVerdicts,
  layer: string,
  nameOf: (model: string) => string,
): string[] {
  if (likeness === undefined) return [];
  const sentences = likeness.layers
    .filter((row) => row.layer === layer && row.score !== null)
    .map(
      (row) =>
        `In the study, partners in ${nameCompared(row, nameOf)} correlate with ${formatEstimate(row.score!, '')} on average over ${countNoun(row.scores.length, 'comparison')}${row.first === row.other ? ', which is as alike as can be expected' : ''}.`,
    );
  const { wanted, compared, stale = 0 } = likeness;
  const isWhole = compared === wanted && stale === 0;
  return sentences.length === 0 || isWhole
    ? sentences
    : [...sentences, `All of this is from ${sayCompared(likeness)}.`];
}
