import type { LikenessLine } from '../schemas/study-likeness.ts';
import type { StudyLine } from '../schemas/study-record.ts';
import type { StudiedLikeness, StudyVerdicts } from '../schemas/study-verdicts.ts';
import type { StudyComparison } from '../study/list-comparisons.ts';
import { boundMean } from './bound-mean.ts';
import { SHOWN_LEVEL } from './interval.ts';
import type { Draw } from './settle-checks.ts';

type Likeness = NonNullable<StudyVerdicts['likeness']>;

/**
 * Gathers how alike the convolutions of a study's models are, by layer and by which models are compared. What was measured of other
 * weights than the record has is left out, and so counts as not compared.
 *
 * @param comparisons That are asked for; at least one.
 */
export function settleLikeness(
  comparisons: readonly StudyComparison[],
  likenesses: readonly LikenessLine[],
  lines: readonly StudyLine[],
  draw: Draw,
): Likeness {
  const known = new Map(lines.map((line) => [line.id, line]));
  const isOfRecord = ({ first, other, dataHash }: LikenessLine): boolean =>
    [first, other].every(({ training, weightsHash }) => {
      const line = known.get(training);
      return line?.weightsHash === weightsHash && line.dataHash === dataHash;
    });
  const found = comparisons.flatMap(({ first, other }) => {
    const likeness = likenesses.find(
      (one) => one.first.training === first.id && one.other.training === other.id,
    );
    return likeness && isOfRecord(likeness)
      ? [{ first: first.model, other: other.model, likeness }]
      : [];
  });
  const kinds = [...Map.groupBy(found, ({ first, other }) => `${first} ${other}`).values()];
  const layers = found[0]?.likeness.layers.map(({ layer }) => layer) ?? [];
  return {
    wanted: comparisons.length,
    compared: found.length,
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
          score: estimate(scores, draw),
          cka: estimate(ckas, draw),
        };
      }),
    ),
  };
}

function estimate(readings: readonly (number | null)[], draw: Draw): StudiedLikeness['score'] {
  const values = readings.filter((value) => value !== null);
  const bounded = boundMean(values, draw(values.length));
  return bounded && { value: bounded.mean, ...bounded.bound(SHOWN_LEVEL) };
}
