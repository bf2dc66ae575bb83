import { accuracy } from './accuracy.ts';
import { answerEntropy } from './answer-entropy.ts';
import { distance } from './distance.ts';
import { earthMoversDistance } from './earth-movers-distance.ts';
import { entropy } from './entropy.ts';
import { median } from './median.ts';
import type { Measure } from './measure.ts';
import { negatives } from './negatives.ts';
import { probability } from './probability.ts';
import { recognisability } from './recognisability.ts';
import { redundancy } from './redundancy.ts';
import { skewness } from './skewness.ts';
import { tail } from './tail.ts';
import { zeros } from './zeros.ts';

/** Everything that a check can be about, by its name in claims.json. */
const MEASURES = {
  recognisability,
  redundancy,
  zeros,
  negatives,
  entropy,
  tail,
  median,
  skewness,
  distance,
  'earth-movers-distance': earthMoversDistance,
  probability,
  'answer-entropy': answerEntropy,
  accuracy,
} as const satisfies Readonly<Record<string, Measure>>;
export type MeasureName = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as MeasureName[];

/** A measure by its name, as any other is used. */
export function measureOf(name: MeasureName): Measure {
  return MEASURES[name];
}
