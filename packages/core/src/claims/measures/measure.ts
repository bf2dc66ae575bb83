import type { PreparedPicture } from '../measure-picture.ts';
import type { LayerView } from '../network-view.ts';

/** What a measure is taken of: the maps or all values of a layer, a network's answer, or the image's own pixels. */
type Target = 'maps' | 'values' | 'answer' | 'pixels';

/** What a measure sees of one image and one network. */
export interface Seen {
  /** The layer that it is taken of; of the pixels, their values alone. */
  readonly layer: LayerView;
  /** The same layer of the model that it is compared with, where a measure is of two. */
  readonly other?: LayerView | undefined;
  /** Softmax outputs by label. */
  readonly probabilities: Float32Array;
  /** The image's own; null where its class is not known. */
  readonly label: number | null;
  /** The image, and the validation images that follow it. */
  readonly picture: PreparedPicture;
  readonly following: readonly PreparedPicture[];
}

/** One thing that can be measured of a network on an image: everything that is to be known of it. */
export interface Measure {
  readonly of: readonly Target[];
  /** What is measured on an image, as a sentence about whose values. */
  readonly describe: (whose: string) => string;
  /** What it is called within a sentence: "the share of zeros". */
  readonly noun: string;
  /** "" where unitless; "bits", or "share", a part of a whole. */
  readonly unit: '' | 'bits' | 'share';
  /** The least and the most that it can be, with so many classes. */
  readonly range: (classes: number) => readonly [least: number, most: number];
  /** Set where it is of a layer in two models at once. */
  readonly ofTwo?: true;
  /** Its value; null is undefined. It does not change with the unit of a layer. */
  readonly read: (seen: Seen) => number | null;
  /**
   * The same with another image in the place of the image's own: what chance alone would give. Absent where
   * it looks at one image alone.
   */
  readonly readChance?: (seen: Seen, next: Seen) => number | null;
}

/** From nothing to all of something. */
export const wholeRange = (): readonly [number, number] => [0, 1];
