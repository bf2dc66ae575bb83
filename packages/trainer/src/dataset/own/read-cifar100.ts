import {
  CIFAR10,
  countPixelValues,
  createImageSet,
  type ImageKind,
  type ImageSet,
} from '@layerprint/core/images';
import type { Parts } from '../parts.ts';
import { countRecordBytes, decodeRecords } from '../records.ts';
import { refuseData } from './refuse-data.ts';
import type { SourceFiles } from './source-files.ts';

/** The fine labels of CIFAR-100, as its `fine_label_names.txt` lists them. */
const FINE_LABELS =
  'apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm';

/** What the images of CIFAR-100 are. */
export const CIFAR100: ImageKind = { image: CIFAR10.image, classNames: FINE_LABELS.split(' ') };

/** How many images its files hold. */
const SIZES = { 'train.bin': 50_000, 'test.bin': 10_000 } as const;

/**
 * Reads CIFAR-100's binary version: as CIFAR-10's, but each record begins with two labels, the coarse and the fine,
 * of which the fine is taken.
 *
 * Source: https://www.cs.toronto.edu/~kriz/cifar.html, "CIFAR-100".
 *
 * @param sizes How many images each file holds; a test has fewer.
 * @throws {LayerprintError} `data-not-supported`, for another length or label.
 */
export async function readCifar100(
  files: SourceFiles,
  sizes: Readonly<Record<keyof typeof SIZES, number>> = SIZES,
): Promise<Parts> {
  const read = async (name: keyof typeof SIZES) =>
    decode(name, await files.read(name), sizes[name]);
  return { training: await read('train.bin'), test: await read('test.bin') };
}

function decode(name: string, content: Buffer, count: number): ImageSet {
  const size = 2 + countPixelValues(CIFAR100.image);
  if (content.length !== count * size) {
    throw refuseData(
      name,
      `has ${content.length.toLocaleString('en-US')} bytes, where CIFAR-100’s binary version has ${(count * size).toLocaleString('en-US')}`,
      'Get "CIFAR-100 binary version" from https://www.cs.toronto.edu/~kriz/cifar.html.',
    );
  }
  const records = new Uint8Array(count * countRecordBytes(CIFAR100.image));
  for (let image = 0; image < count; image++) {
    const label = content[image * size + 1]!;
    if (label >= CIFAR100.classNames.length) {
      throw refuseData(name, `gives image ${image} the fine label ${label}; they are 0 to 99`);
    }
    const record = content.subarray(image * size + 1, (image + 1) * size);
    records.set(record, image * record.length);
  }
  const images = createImageSet(CIFAR100.image, count);
  decodeRecords(records, images, 0);
  return images;
}
