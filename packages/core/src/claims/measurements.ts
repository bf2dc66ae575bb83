import type { ModelState } from './conditions.ts';
import { PIXELS, readNumber, type Numbers, type Quantity } from './quantity.ts';

/** What every model makes of one image, by id. */
type ModelsNumbers = Readonly<Record<string, Numbers>>;

/** All that is measured on one image. */
export interface ImageMeasures {
  readonly pixels: Numbers;
  readonly trained: ModelsNumbers;
  /** By the networks with the same plans' first weights; of a model that is loaded there is none. */
  readonly untrained: ModelsNumbers;
  /** The trained networks', with another image in the place of this one. */
  readonly chance: ModelsNumbers;
}

/** Everything that the claims are measured on. */
export interface ClaimMeasurements {
  /** The main specimen first. */
  readonly specimens: readonly ImageMeasures[];
  /** The validation images: they decide. */
  readonly validation: readonly ImageMeasures[];
  readonly models: Readonly<Record<string, ModelState>>;
}

/** What a check sees of an image: its pixels, and what one set of networks makes of it. */
export interface Subject {
  readonly pixels: Numbers;
  readonly models: ModelsNumbers;
}

/** Picks the networks that a check is to look at. */
export function lookAt(
  images: readonly ImageMeasures[],
  networks: 'trained' | 'untrained' | 'chance',
): Subject[] {
  return images.map((image) => ({ pixels: image.pixels, models: image[networks] }));
}

/** Reads what was measured of a model, or of the image's own pixels. */
export function readSubject(
  { pixels, models }: Subject,
  subject: string,
  quantity: Quantity,
): number | null {
  if (subject !== PIXELS) return readNumber(models[subject]!, quantity);
  return readNumber(pixels, { measure: quantity.measure, layer: PIXELS });
}
