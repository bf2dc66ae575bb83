import { countNoun, formatCount, joinWords } from '@layerprint/core';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';

/** So many are named one by one. */
const MOST_NAMED = 5;

/** Says which test images are also training images, byte for byte. */
export function sayLeaks({
  leaks,
  testImages,
}: Pick<DatasetManifest, 'leaks' | 'testImages'>): string {
  if (leaks.length === 0) return 'No test image is also a training image, byte for byte.';
  const named = leaks
    .slice(0, MOST_NAMED)
    .map(
      ({ testIndex, trainingIndex }) =>
        `test image ${formatCount(testIndex)} is training image ${formatCount(trainingIndex)}`,
    );
  const rest = leaks.length - named.length;
  const all = joinWords([...named, ...(rest > 0 ? [`so on for ${formatCount(rest)} more`] : [])]);
  return (
    `Of the ${countNoun(testImages, 'test image')}, ${formatCount(leaks.length)} ` +
    `${leaks.length === 1 ? 'is also a training image' : 'are also training images'}, byte for byte: ${all}. ` +
    'A network that has learnt an image by heart is right about it, so the accuracies flatter by as much.'
  );
}
