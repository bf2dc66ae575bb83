/** The size of all images of a data set. */
export interface ImageShape {
  /** In pixels. */
  readonly height: number;
  readonly width: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
}

/** What the images of a data set are: what a network for them follows from. */
export interface ImageKind {
  readonly image: ImageShape;
  /** By label. */
  readonly classNames: readonly string[];
}

/** An image with its size. */
export interface Image extends ImageShape {
  /** Bytes, `[height, width, channels]`: row by row from the top left; 0 to 255. */
  readonly pixels: Uint8Array;
}

/** Labelled images of one size in memory. */
export interface ImageSet {
  readonly shape: ImageShape;
  readonly count: number;
  /** `[count, height, width, channels]`: row by row from the top left, an image's channels together; 0 to 255. */
  readonly pixels: Uint8Array;
  /** `[count]`: indices into the names of the classes. */
  readonly labels: Uint8Array;
}

/** What the images of CIFAR-10 are, and those of sketch-10 too. */
export const CIFAR10: ImageKind = {
  image: { height: 32, width: 32, channels: 3 },
  classNames: [
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
  ],
};

/** How many values, and so bytes, an image has. */
export function countPixelValues({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

/** The size of an image in words: "28 × 28 pixels in grey". */
export function describeImageShape({ height, width, channels }: ImageShape): string {
  return `${height} × ${width} pixels in ${channels === 1 ? 'grey' : 'colour'}`;
}

/** Pixel values as networks see them: bytes divided by 255, from 0 to 1. */
export function scalePixels(bytes: Uint8Array): Float32Array {
  const scaled = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) scaled[i] = bytes[i]! / 255;
  return scaled;
}

/** Makes room for images: all black, all of the first class. */
export function createImageSet(shape: ImageShape, count: number): ImageSet {
  const pixels = new Uint8Array(count * countPixelValues(shape));
  return { shape, count, pixels, labels: new Uint8Array(count) };
}

/** The bytes of one image; the same memory. */
export function pickImage(
  { shape, pixels }: Pick<ImageSet, 'shape' | 'pixels'>,
  index: number,
): Uint8Array {
  const size = countPixelValues(shape);
  return pixels.subarray(index * size, (index + 1) * size);
}

/** Copies images out of many, in the order of `indices`: bytes, `[indices, height, width, channels]`. */
export function gatherImages(
  images: Pick<ImageSet, 'shape' | 'pixels'>,
  indices: ArrayLike<number>,
): Uint8Array {
  const size = countPixelValues(images.shape);
  const gathered = new Uint8Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) gathered.set(pickImage(images, indices[i]!), i * size);
  return gathered;
}
