import type { MeasureName } from './measures/table.ts';

/** What claims call the image's own pixels, where others name a layer or a model. */
export const PIXELS = 'pixels';

/** Something that is measured of a network on an image. */
export interface Quantity {
  readonly measure: MeasureName;
  /** By its name, or `pixels`; absent of an answer. */
  readonly layer?: string | undefined;
  /** The model that it is compared with, where a measure is of two. */
  readonly from?: string | undefined;
}

/** Numbers by what they are of; null is undefined. */
export type Numbers = Readonly<Record<string, number | null>>;

/** What a quantity stands under among numbers. */
export function nameQuantity({ measure, layer, from }: Quantity): string {
  return [measure, layer, from].filter((part) => part !== undefined).join(' ');
}

/** Reads a quantity that was measured. */
export function readNumber(numbers: Numbers, quantity: Quantity): number | null {
  const value = numbers[nameQuantity(quantity)];
  if (value !== undefined) return value;
  throw new RangeError(`${nameQuantity(quantity)} was not measured.`);
}
