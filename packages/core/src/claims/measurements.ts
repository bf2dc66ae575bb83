import type { ModelName } from '../schemas/scalars.ts';
import type { LayerRoles } from '../layer-roles.ts';
import type { ModelState } from './conditions.ts';
import type { NetworkMeasures } from './measure-network.ts';
import type { PictureMeasures } from './measure-picture.ts';

/** The layers that claims are about. */
export type MeasuredRoles = Pick<LayerRoles, 'first' | 'last'>;

/** What both models make of one image. */
type ModelsMeasures = Readonly<Record<ModelName, NetworkMeasures>>;

/** All that is measured on one image. */
export interface ImageMeasures {
  readonly pixels: PictureMeasures;
  readonly trained: ModelsMeasures;
  /** By the networks with the same plans' first weights. */
  readonly untrained: ModelsMeasures;
  /** The trained networks', with another image in the place of this one. */
  readonly chance: ModelsMeasures;
}

/** Everything that the claims are measured on. */
export interface ClaimMeasurements {
  /** The main specimen first. */
  readonly specimens: readonly ImageMeasures[];
  /** The validation images: they decide. */
  readonly validation: readonly ImageMeasures[];
  readonly models: Readonly<Record<ModelName, ModelState>>;
  /** The layers that were measured, by the part that they play. */
  readonly roles: MeasuredRoles;
}

/** What a check sees of an image: its pixels, and what one pair of networks makes of it. */
export interface Subject extends ModelsMeasures {
  readonly pixels: PictureMeasures;
}

/** Picks the networks that a check is to look at. */
export function lookAt(
  images: readonly ImageMeasures[],
  networks: 'trained' | 'untrained' | 'chance',
): Subject[] {
  return images.map((image) => ({ pixels: image.pixels, ...image[networks] }));
}
