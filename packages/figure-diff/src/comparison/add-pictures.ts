import { formatShare } from '@layerprint/core';
import type { Diff } from '../schemas/diff.ts';
import type { PictureDiff } from '../schemas/figure-diff.ts';
import { countVerdicts } from './verdict-words.ts';

/**
 * Adds to the figures of a comparison their pictures, and in words how those differ. Numbers that are the
 * same up to the tolerances make the same picture to the eye: where they do not, something else drew it.
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
    const verdict =
      figure.verdict === 'numeric-noise' && added.some(isVisible) ? 'visual-only' : figure.verdict;
    return { ...figure, verdict, sentences, pictures: [...added] };
  });
  return { ...diff, verdicts: countVerdicts(figures), figures };
}

/** Whether a picture is on one side only, or differs in a pixel that an eye can tell. */
function isVisible({ difference, base, head }: PictureDiff): boolean {
  return !base || !head || difference?.densest != null;
}

function sayPicture({ difference, scope }: PictureDiff): string[] {
  if (!difference) return [];
  const { share, densest } = difference;
  const what = scope ? 'grid’s' : 'picture’s';
  if (!densest) return [`No pixel of the ${what.slice(0, -2)} differs visibly.`];
  return [`${formatShare(share)} of the ${what} pixels moved, densest at ${densest.place}.`];
}
