import { formatShare } from '../figures/wording.ts';
import type { Diff } from '../schemas/diff.ts';
import type { PictureDiff } from '../schemas/figure-diff.ts';

/**
 * Adds to the figures of a comparison their pictures, and in words how those differ.
 *
 * @param pictures By the id of the figure, as `writePictureDiffs` gives them.
 */
export function addPictures(
  diff: Diff,
  pictures: ReadonlyMap<string, readonly PictureDiff[]>,
): Diff {
  const figures = diff.figures.map((figure) => {
    const added = pictures.get(figure.id) ?? [];
    const sentences = [...figure.sentences, ...added.flatMap(sayPicture)];
    return { ...figure, sentences, pictures: [...added] };
  });
  return { ...diff, figures };
}

function sayPicture({ difference, scope }: PictureDiff): string[] {
  if (!difference) return [];
  const { share, densest } = difference;
  const what = scope ? 'grid’s' : 'picture’s';
  if (!densest) return [`No pixel of the ${what.slice(0, -2)} differs visibly.`];
  return [`${formatShare(share)} of the ${what} pixels moved, densest at ${densest.place}.`];
}
