import { createImageSet, pickImage, type ImageSet } from '@layerprint/core/images';
import { createRandom } from '@layerprint/core/random';
import { ClassNamesSchema } from '@layerprint/core/schemas/class-names';
import type { OwnDatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import { refuseData } from '../refuse-data.ts';
import type { SourceFiles } from '../source-files.ts';
import { takeImages } from '../split-images.ts';
import { decodePicture } from './decode-picture.ts';
import { convertChannels } from './raster.ts';
import { resizePicture } from './resize.ts';

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
  const paths = classes.flatMap(({ path }, label) =>
    listPictures(path, files).map((picture) => ({ picture, label })),
  );
  const images = createImageSet(choice.image, paths.length);
  for (const [index, { picture, label }] of paths.entries()) {
    const decoded = decodePicture(picture, await files.read(picture));
    const coloured = convertChannels(decoded, choice.image.channels);
    pickImage(images, index).set(resizePicture(coloured, choice.image, choice.fit).pixels);
    images.labels[index] = label;
  }
  const order = createRandom(choice.orderSeed, `pictures/${folder}`).permutation(images.count);
  return {
    classNames: classes.map(({ name }) => name),
    images: takeImages(images, [...order]),
  };
}

function listClasses(folder: string, files: SourceFiles) {
  const place = folder === '' ? 'The folder of the data' : folder;
  const entries = files.list(folder);
  const other = entries.find((entry) => !entry.isDirectory());
  if (other !== undefined) {
    throw refuseData(
      joinPath(folder, other.name),
      'stands where a folder a class is expected',
      'Move it away: a folder of pictures holds folders of classes alone.',
    );
  }
  const classes = entries.map(({ name }) => ({
    name: name.normalize('NFC'),
    path: joinPath(folder, name),
  }));
  const found = ClassNamesSchema.safeParse(classes.map(({ name }) => name));
  if (found.success) return classes;
  const { path, message } = found.error.issues[0]!;
  const [which] = path;
  const whose = typeof which === 'number' ? JSON.stringify(classes[which]!.path) : place;
  throw refuseData(
    whose,
    `has classes that cannot be: ${message}; it holds ${classes.length}`,
    'Rename the folders of the classes, or move some away.',
  );
}

function listPictures(folder: string, files: SourceFiles): string[] {
  const entries = files.list(folder);
  if (entries.length === 0) {
    throw refuseData(
      folder,
      'is the folder of a class and holds no picture',
      'Put pictures into it, or remove it.',
    );
  }
  const other = entries.find(
    (entry) => entry.isDirectory() || !/\.(?:png|jpe?g)$/i.test(entry.name),
  );
  if (other === undefined) return entries.map(({ name }) => joinPath(folder, name));
  const problem = other.isDirectory()
    ? 'is a folder in the folder of a class'
    : 'is no picture by its name: .png, .jpg and .jpeg are read';
  throw refuseData(joinPath(folder, other.name), problem, 'Move it away.');
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
