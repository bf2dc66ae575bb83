import type { ImageSet } from '@layerprint/core/images';

/** The images of a data set: those to learn from, and those to be asked about. */
export interface Parts {
  readonly training: ImageSet;
  readonly test: ImageSet;
}
