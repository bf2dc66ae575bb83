import { countPixelValues, type ImageSet, type ImageShape } from '@layerprint/core/images';
import { ImageShapeSchema } from '@layerprint/core/schemas/image';
import type { IdxPart, NumpyPart } from '@layerprint/core/schemas/dataset-choice';
import { readIdx, type ByteArray } from './read-idx.ts';
import { readBytes, readIntegers, readNpy, type NumpyArray } from './read-npy.ts';
import { refuseData } from './refuse-data.ts';
import type { SourceFiles } from './source-files.ts';
import { gunzipIfGzipped, readFromZip } from './unzip.ts';

/** Images and labels of one part of IDX files. */
export async function readIdxPart(
  { images, labels }: IdxPart,
  classNames: readonly string[],
  files: SourceFiles,
): Promise<ImageSet> {
  const read = async (path: string): Promise<ByteArray> =>
    readIdx(path, await gunzipIfGzipped(path, await files.read(path)));
  const pixels = await read(images);
  const found = await read(labels);
  return joinImages(
    { name: images, ...pixels },
    { name: labels, shape: found.shape, values: [...found.values] },
    classNames,
  );
}

/** Images and labels of one part of NumPy arrays. */
export async function readNumpyPart(
  { images, labels }: NumpyPart,
  classNames: readonly string[],
  files: SourceFiles,
): Promise<ImageSet> {
  const [pixels, found] = [await readArray(images, files), await readArray(labels, files)];
  return joinImages(
    { name: pixels.name, shape: pixels.shape, values: readBytes(pixels.name, pixels) },
    { name: found.name, shape: found.shape, values: readIntegers(found.name, found) },
    classNames,
  );
}

async function readArray(
  { file, array }: NumpyPart['images'],
  files: SourceFiles,
): Promise<NumpyArray & { readonly name: string }> {
  const content = await files.read(file);
  const isArchive = content.subarray(0, 2).toString('latin1') === 'PK';
  if (!isArchive) {
    if (array === undefined) return { name: file, ...readNpy(file, content) };
    throw refuseData(file, `is no .npz, and so has no array ${array}`);
  }
  if (array === undefined) {
    throw refuseData(file, 'is an .npz', 'Say which of its arrays is meant: "array": "x_train".');
  }
  const name = `${array} of ${file}`;
  const found = await readFromZip(file, content, `${array}.npy`);
  if (Buffer.isBuffer(found)) return { name, ...readNpy(name, found) };
  const names = found.map((member) => member.replace(/\.npy$/, ''));
  throw refuseData(file, `has no array ${array}; it has ${names.join(', ') || 'none'}`);
}

/** An array and what to call it. */
interface Named<V> {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: V;
}

/**
 * Puts images and labels together.
 *
 * @throws {LayerprintError} `data-not-supported`, for shapes that are no images, another number of labels, or a
 *   label that no class has.
 */
function joinImages(
  images: Named<Uint8Array>,
  labels: Named<readonly number[]>,
  classNames: readonly string[],
): ImageSet {
  const shape = readShape(images);
  const count = images.shape[0]!;
  if (count === 0) throw refuseData(images.name, 'holds no images');
  const isList = labels.shape.length === 1 || (labels.shape.length === 2 && labels.shape[1] === 1);
  if (!isList) {
    throw refuseData(
      labels.name,
      `is of the shape [${labels.shape.join(', ')}], where labels are a list`,
      labels.shape[0] === count
        ? 'Where each row is 1 for its class and 0 for others, save numpy.argmax(array, axis=1).'
        : undefined,
    );
  }
  if (labels.values.length !== count) {
    throw refuseData(
      labels.name,
      `holds another number of labels, ${labels.values.length}, than ${images.name} holds images, ${count}`,
    );
  }
  const wrong = labels.values.findIndex((label) => label < 0 || label >= classNames.length);
  if (wrong !== -1) {
    throw refuseData(
      labels.name,
      `gives image ${wrong} the label ${labels.values[wrong]}; the ${classNames.length} classes are 0 to ${classNames.length - 1}`,
      'Name every class in "classNames", by label from 0, or save other labels.',
    );
  }
  const pixels = images.values.slice(0, count * countPixelValues(shape));
  return { shape, count, pixels, labels: Uint8Array.from(labels.values) };
}

/** `[n, h, w]`, `[n, h, w, 1]` or `[n, h, w, 3]`. */
function readShape({ name, shape }: Pick<Named<unknown>, 'name' | 'shape'>): ImageShape {
  const [, height, width, channels = 1] = shape;
  if (shape.length === 3 || shape.length === 4) {
    const found = ImageShapeSchema.safeParse({ height, width, channels });
    if (found.success) return found.data;
  }
  throw refuseData(
    name,
    `is of the shape [${shape.join(', ')}], where images are [n, h, w] or [n, h, w, 1 or 3], 8 to 128 pixels a side`,
    [1, 3].includes(height!) && shape.length === 4
      ? 'Where channels stand before the pixels, save numpy.moveaxis(array, 1, -1).'
      : undefined,
  );
}
