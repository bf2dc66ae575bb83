import { createImageSet, pickImage, type ImageSet } from '@layerprint/core/images';
import { createRandom } from '@layerprint/core/random';
import type { OwnDatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import type { SourceFiles } from '../source-files.ts';
import { takeImages } from '../split-images.ts';
import { bringToSize } from './bring-to-size.ts';
import { listClasses } from './list-pictures.ts';

type PicturesChoice = Extract<OwnDatasetChoice, { name: 'pictures' }>;

/** The pictures of a folder, and what their classes are called. */
export interface LabelledPictures {
  readonly classNames: readonly string[];
  readonly images: ImageSet;
}

/**
 * Reads a folder of pictures with a folder a class: the classes by name, the pictures of each by name, then all in
 * an order that a seed draws, since a model may be trained on the first of them alone.
 *
 * @param folder Below the data set's; empty for that itself.
 * @throws {LayerprintError} `data-not-supported`, naming the file or folder: an empty class, what is no folder of a
 *   class, a name that no class can have, two that differ in case alone, what is no picture or a damaged one.
 */
export async function readPictures(
  folder: string,
  choice: PicturesChoice,
  files: SourceFiles,
): Promise<LabelledPictures> {
  const classes = listClasses(folder, files);
  const paths = classes.flatMap(({ pictures }, label) =>
    pictures.map((picture) => ({ picture, label })),
  );
  const images = createImageSet(choice.image, paths.length);
  for (const [index, { picture, label }] of paths.entries()) {
    const content = await files.read(picture);
    pickImage(images, index).set(bringToSize(picture, content, choice.image, choice.fit));
    images.labels[index] = label;
  }
  const order = createRandom(choice.orderSeed, `pictures/${folder}`).permutation(images.count);
  return {
    classNames: classes.map(({ name }) => name),
    images: takeImages(images, [...order]),
  };
}
