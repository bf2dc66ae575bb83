import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { formatEstimate } from '@layerprint/core/verdicts';
import type { OtherDiff } from '../schemas/diff.ts';
import { matchByName } from './data-comparison.ts';
import { namePoint, nameRow } from './name-study.ts';

/** A number of a study that is no check: what it is called, as it is said, and all that it is made of. */
interface StudyNumber {
  readonly path: string;
  readonly said: string;
  readonly value: unknown;
}

/**
 * Compares what two studies measure and test nothing by: means by the number of training images, and how alike models are.
 *
 * @param base Undefined where a side has no study.
 */
export function compareStudyNumbers(
  base: StudyVerdicts | undefined,
  head: StudyVerdicts | undefined,
): OtherDiff[] {
  return matchByName(listNumbers(base), listNumbers(head), ({ path }) => path).flatMap(
    ({ name: path, base, head }) => {
      const [before, after] = [base, head].map((number) =>
        number === undefined ? null : JSON.stringify(number.value),
      ) as [string | null, string | null];
      if (before === after) return [];
      const sentence = `${path}: ${base?.said ?? 'nothing'} → ${head?.said ?? 'nothing'}.`;
      return [{ path, verdict: 'changed', base: before, head: after, sentence }];
    },
  );
}

function listNumbers(verdicts: StudyVerdicts | undefined): StudyNumber[] {
  if (verdicts === undefined) return [];
  const { sizes, likeness } = verdicts;
  const ofSizes = sizes.flatMap(({ name, unit, points }) =>
    points.map((point) => ({
      path: `study.sizes.${name}.${namePoint(point)}`,
      said: `${say(point.mean, unit)}, n ${point.values.length}`,
      value: point,
    })),
  );
  const ofLikeness = (likeness?.layers ?? []).map((row) => ({
    path: `study.likeness.${nameRow(row)}`,
    said: `r ${say(row.score, '')}, CKA ${say(row.cka, '')}, n ${row.scores.length}`,
    value: row,
  }));
  return [...ofSizes, ...ofLikeness];
}

function say(mean: StudyVerdicts['sizes'][number]['points'][number]['mean'], unit: string): string {
  return mean === null ? 'no mean' : formatEstimate(mean, unit);
}
