import { countPixelValues, type ImageSet } from '@layerprint/core/images';
import { isTestSpecimen, type Specimen } from '@layerprint/core/schemas/dataset';

/** The specimens among all images that networks are shown. */
export interface GatheredSpecimens {
  /** The test images, and behind them the pictures of the author's. */
  readonly shown: ImageSet;
  /** Of each specimen, into them. */
  readonly indices: Uint32Array;
  /** Of each specimen; null where its class is not known. */
  readonly labels: readonly (number | null)[];
}

/**
 * Puts specimens that are pictures of the author's behind the test images, so that all are looked at in one way.
 *
 * @param pictures In the order of the specimens that are some.
 */
export function gatherSpecimens(
  specimens: readonly Specimen[],
  test: ImageSet,
  pictures: ImageSet,
): GatheredSpecimens {
  let next = test.count;
  return {
    shown: pictures.count === 0 ? test : join(test, pictures),
    indices: Uint32Array.from(specimens, (specimen) =>
      isTestSpecimen(specimen) ? specimen.testIndex : next++,
    ),
    labels: specimens.map(({ label }) => label ?? null),
  };
}

function join(one: ImageSet, other: ImageSet): ImageSet {
  const count = one.count + other.count;
  const pixels = new Uint8Array(count * countPixelValues(one.shape));
  pixels.set(one.pixels);
  pixels.set(other.pixels, one.pixels.length);
  const labels = new Uint8Array(count);
  labels.set(one.labels);
  return { shape: one.shape, count, pixels, labels };
}
