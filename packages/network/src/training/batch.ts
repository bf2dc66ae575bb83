import { countPixelValues, type ImageSet } from '@layerprint/core/images';

/** Images on their way through the network. */
export interface Batch {
  readonly shape: readonly [images: number, height: number, width: number, channels: number];
  /** `shape`, from 0 to 1, or bytes that stand for themselves divided by 255. */
  readonly pixels: Float32Array | Uint8Array;
  /** `[images]` */
  readonly labels: Uint8Array;
}

/** Gathers the bytes of the images of the given indices, in that order. */
export function gatherBatch(images: ImageSet, indices: Uint32Array): Batch {
  const size = countPixelValues(images.shape);
  const { height, width, channels } = images.shape;
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const source = indices[i]! * size;
    pixels.set(images.pixels.subarray(source, source + size), i * size);
    labels[i] = images.labels[indices[i]!]!;
  }
  return { shape: [indices.length, height, width, channels], pixels, labels };
}

/** Cuts indices into batches; the last one holds what is left. */
export function* cutBatches(indices: Uint32Array, size: number): Generator<Uint32Array> {
  for (let start = 0; start < indices.length; start += size) {
    yield indices.subarray(start, start + size);
  }
}
