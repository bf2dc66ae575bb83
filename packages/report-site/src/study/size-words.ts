import { countNoun, formatCount, joinWords } from '@layerprint/core';
import type { SizeCurve, StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { formatEstimate } from '@layerprint/core/verdicts';

type Point = SizeCurve['points'][number];
/** A number of training images of which there is a mean. */
type KnownPoint = Point & { readonly mean: NonNullable<Point['mean']> };

/**
 * Says how the measures of a study go over the number of training images: the accuracy at each, and of every other whether
 * the fewest and the most images can be told apart by it.
 *
 * @returns Nothing where no two numbers of images have a mean.
 */
export function sayOverSizes({ sizes, lines }: StudyVerdicts): string[] {
  const known = sizes
    .map((curve) => ({ curve, points: curve.points.filter(isKnown) }))
    .filter(({ points }) => countSizes(points) > 1);
  const [first] = known;
  if (first === undefined) return [];
  const means = first.points.map(
    ({ trainingImages, mean }) =>
      `${formatEstimate(mean, first.curve.unit)} with ${countNoun(trainingImages, 'image')}`,
  );
  const sizesOf = first.points.map(({ trainingImages }) => trainingImages);
  const stale = lines.filter(({ line, stale }) => isOfSizes(line, sizes) && stale.length > 0);
  return [
    `${first.curve.name} on average: ${joinWords(means)}.`,
    ...sayEnds(known.slice(1)),
    ...saySteps(lines, sizes, Math.min(...sizesOf), Math.max(...sizesOf)),
    ...(stale.length === 0
      ? []
      : [
          `${countNoun(stale.length, 'model')} of these ${stale.length === 1 ? 'is' : 'are'} stale.`,
        ]),
  ];
}

const isKnown = (point: Point): point is KnownPoint => point.mean !== null;
const countSizes = (points: readonly Point[]) =>
  new Set(points.map(({ trainingImages }) => trainingImages)).size;

/** Sorts measures by whether the intervals of the fewest and the most images lie apart. */
function sayEnds(
  known: readonly { readonly curve: SizeCurve; readonly points: readonly KnownPoint[] }[],
): string[] {
  const compared = known.map(({ curve, points }) => {
    const [fewest, most] = [points[0]!, points.at(-1)!];
    const ends = `${countNoun(most.trainingImages, 'image')} than with ${formatCount(fewest.trainingImages)}`;
    const way =
      most.mean.lower > fewest.mean.upper
        ? 'more'
        : most.mean.upper < fewest.mean.lower
          ? 'less'
          : 'neither';
    return { name: uncapitalise(curve.name), ends, way };
  });
  return [...Map.groupBy(compared, ({ ends }) => ends)].flatMap(([ends, ofEnds]) => {
    const list = (wanted: string) =>
      ofEnds.flatMap(({ name, way }) => (way === wanted ? [name] : []));
    const tell = (names: readonly string[], words: string) =>
      names.length === 0 ? [] : [`${words}: ${joinWords(names)}.`];
    return [
      ...tell(list('more'), `Higher with ${ends}, the intervals of both apart`),
      ...tell(list('less'), `Lower with ${ends}, the intervals of both apart`),
      ...tell(list('neither'), `No higher or lower with ${ends} than their intervals allow`),
    ];
  });
}

/** More images also mean more steps: how many, where the record tells of both ends. */
function saySteps(
  lines: StudyVerdicts['lines'],
  sizes: readonly SizeCurve[],
  fewest: number,
  most: number,
): string[] {
  const [few, many] = [fewest, most].map((size) => {
    const steps = lines.flatMap(({ line }) =>
      line.trainingImages === size && isOfSizes(line, sizes) ? [line.steps] : [],
    );
    return steps.length === 0
      ? undefined
      : formatCount(Math.round(steps.reduce((sum, value) => sum + value, 0) / steps.length));
  });
  if (few === undefined || many === undefined) return [];
  return [
    `Each was trained to its own end, and kept after ${few} gradient steps on average with the fewest images and ${many} with the most: what more images do is not told apart here from what more steps do.`,
  ];
}

/** Whether a line is of one of the points. */
function isOfSizes(
  { part, model, trainingImages }: StudyVerdicts['lines'][number]['line'],
  [curve]: readonly SizeCurve[],
): boolean {
  return (
    curve?.points.some(
      (point) =>
        point.part === part && point.model === model && point.trainingImages === trainingImages,
    ) ?? false
  );
}

function uncapitalise(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
