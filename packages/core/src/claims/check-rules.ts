import type { ModelName } from '../schemas/scalars.ts';
import type { CheckRule } from './decide-check.ts';
import type { NetworkMeasures } from './measure-network.ts';

type Read = (network: NetworkMeasures) => number | null;

/** What two models, or one, are measured by. */
interface Comparison extends Pick<CheckRule, 'id' | 'statement' | 'measure' | 'layer'> {
  readonly unit: string;
  readonly read: Read;
}

/** A check that one model has more of something than the other: on an image, equal is not more. */
export function compareModels(
  more: ModelName,
  { read, unit, ...comparison }: Comparison,
): CheckRule {
  const less = more === 'dummy' ? 'benchmark' : 'dummy';
  const gain = (image: Readonly<Record<ModelName, NetworkMeasures>>) =>
    subtract(read(image[more]), read(image[less]));
  return {
    ...comparison,
    rule: `${more} > ${less}`,
    decidedOn: 'validation',
    models: ['benchmark', 'dummy'],
    series: [
      { name: 'benchmark', unit, read: ({ benchmark }) => read(benchmark) },
      { name: 'dummy', unit, read: ({ dummy }) => read(dummy) },
      {
        name: `${more} − ${less}`,
        unit: unit === 'share' ? 'points' : unit,
        read: gain,
      },
    ],
    holds: (image) => isAbove(gain(image), 0),
  };
}

/** A check on one model. */
export function judgeModel(
  model: ModelName,
  rule: string,
  holds: (network: NetworkMeasures) => boolean | null,
  { read, unit, ...comparison }: Comparison,
): CheckRule {
  return {
    ...comparison,
    rule: `${model} ${rule}`,
    decidedOn: 'validation',
    models: [model],
    series: [{ name: model, unit, read: (image) => read(image[model]) }],
    holds: (image) => holds(image[model]),
  };
}

/** The difference of two numbers; null where either is undefined. */
export function subtract(from: number | null, what: number | null): number | null {
  return from === null || what === null ? null : from - what;
}

/** Whether a number is on the right side of a threshold; null where it is undefined. */
export function isAbove(value: number | null, threshold: number): boolean | null {
  return value === null ? null : value > threshold;
}

/** The other way round; a number that is equal is on neither side. */
export function isBelow(value: number | null, threshold: number): boolean | null {
  return value === null ? null : value < threshold;
}
