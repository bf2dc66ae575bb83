import { measureValues, type MeasuredValues } from '../statistics/measured-values.ts';
import type { PreparedPicture } from './measure-picture.ts';
import { measureOf } from './measures/table.ts';
import type { Seen } from './measures/measure.ts';
import { viewValues, type NetworkView } from './network-view.ts';
import { nameQuantity, PIXELS, type Numbers, type Quantity } from './quantity.ts';

/** An image, with what measures set beside it. */
export interface MeasuredImage {
  /** Null where its class is not known. */
  readonly label: number | null;
  readonly picture: PreparedPicture;
  /** The validation images that follow it. */
  readonly following: readonly PreparedPicture[];
}

/** What the networks of one kind, trained or not, give for an image, by the model's id. */
export type Views = (model: string) => NetworkView;

/** Measures what a network gives for an image. */
export function measureNetwork(
  quantities: readonly Quantity[],
  model: string,
  views: Views,
  image: MeasuredImage,
): Numbers {
  return collect(quantities.filter(isOfNetwork), (quantity) =>
    measureOf(quantity.measure).read(look(quantity, model, views, image)),
  );
}

/**
 * Measures the same with another image in the place of the image's own: what chance alone would give. What
 * looks at one image alone has no chance and is null.
 *
 * @param next What the networks give for that other image, the first that follows.
 */
export function measureChance(
  quantities: readonly Quantity[],
  model: string,
  views: Views,
  next: Views,
  image: MeasuredImage,
): Numbers {
  return collect(quantities.filter(isOfNetwork), (quantity) => {
    const { readChance } = measureOf(quantity.measure);
    if (readChance === undefined) return null;
    return readChance(look(quantity, model, views, image), look(quantity, model, next, image));
  });
}

/** Measures an image's own pixels, divided by 255, all channels together. */
export function measurePixels(quantities: readonly Quantity[], values: MeasuredValues): Numbers {
  const seen: Seen = {
    layer: viewValues(values),
    probabilities: new Float32Array(),
    label: 0,
    picture: new Map(),
    following: [],
  };
  return collect(
    quantities.filter((quantity) => !isOfNetwork(quantity)),
    ({ measure }) => measureOf(measure).read(seen),
  );
}

function isOfNetwork({ layer }: Quantity): boolean {
  return layer !== PIXELS;
}

function look({ layer, from }: Quantity, model: string, views: Views, image: MeasuredImage): Seen {
  const view = views(model);
  return {
    ...image,
    probabilities: view.probabilities,
    layer:
      layer === undefined ? viewValues(measureValues(view.probabilities)) : view.layerOf(layer),
    other: from === undefined || layer === undefined ? undefined : views(from).layerOf(layer),
  };
}

function collect(
  quantities: readonly Quantity[],
  measure: (quantity: Quantity) => number | null,
): Numbers {
  return Object.fromEntries(
    quantities.map((quantity) => [nameQuantity(quantity), measure(quantity)]),
  );
}
