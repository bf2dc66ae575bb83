/** The classes of CIFAR-10, by label, which sketch-10 shares. */
export const CLASS_NAMES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** Height and width of an image, in pixels. */
export const IMAGE_SIZE = 32;
/** Colour channels of an image: red, green, blue. */
export const IMAGE_CHANNELS = 3;
/** Pixel values of one image. */
export const IMAGE_BYTES = IMAGE_SIZE * IMAGE_SIZE * IMAGE_CHANNELS;

/** Labelled images in memory. */
export interface ImageSet {
  readonly count: number;
  /** `[count, 32, 32, 3]`: row by row from the top left, red, green and blue together; 0 to 255. */
  readonly pixels: Uint8Array;
  /** `[count]`: indices into `CLASS_NAMES`. */
  readonly labels: Uint8Array;
}
