import type { LikenessLine } from '../schemas/study-likeness.ts';
import type { StudyLine } from '../schemas/study-record.ts';
import type { StudiedLikeness, StudyVerdicts } from '../schemas/study-verdicts.ts';
import { isLikenessOf, type StudyComparison } from '../study/list-comparisons.ts';
import { estimateMean } from './estimate-mean.ts';
import type { Draw } from './settle-checks.ts';

type Likeness = NonNullable<StudyVerdicts['likeness']>;

/**
 * Gathers how alike the convolutions of a study's models are, by layer and by which models are compared. What was measured of other
 * weights than the record has is left out, and so counts as not compared.
 *
 * @param comparisons That are asked for; at least one.
 * @param isStale Whether a model is not what its training would give today.
 */
export function settleLikeness(
  comparisons: readonly StudyComparison[],
  likenesses: readonly LikenessLine[],
  lines: readonly StudyLine[],
  isStale: (line: StudyLine) => boolean,
  draw: Draw,
): Likeness {
  const known = new Map(lines.map((line) => [line.id, line]));
  const found = comparisons.flatMap(({ first, other }) => {
    const [one, two] = [known.get(first.id), known.get(other.id)];
    const likeness = one && two && likenesses.find((each) => isLikenessOf(each, [one, two]));
    if (!likeness) return [];
    const stale = isStale(one) || isStale(two);
    return [{ first: first.model, other: other.model, likeness, stale }];
  });
  const kinds = [...Map.groupBy(found, ({ first, other }) => `${first} ${other}`).values()];
  const layers = found[0]?.likeness.layers.map(({ layer }) => layer) ?? [];
  return {
    wanted: comparisons.length,
    compared: found.length,
    stale: found.filter(({ stale }) => stale).length,
    validationImages: found[0]?.likeness.validationImages ?? null,
    layers: layers.flatMap((layer) =>
      kinds.map((ofKind): StudiedLikeness => {
        const { first, other } = ofKind[0]!;
        const readings = ofKind.map(({ likeness }) =>
          likeness.layers.find((one) => one.layer === layer)!,
        );
        const scores = readings.map(({ score }) => score);
        const ckas = readings.map(({ cka }) => cka);
        return {
          ...{ layer, first, other, scores, ckas },
          score: estimateMean(scores, draw),
          cka: estimateMean(ckas, draw),
        };
      }),
    ),
  };
}
