import { InitializerSchema, type Initializer } from '@layerprint/core/schemas/initializer';
import { refuseNetwork } from '../read-layer.ts';

type Scaling = Extract<Initializer, { className: 'VarianceScaling' }>['config'];

/** What Keras has a name of its own for. */
const NAMED: Readonly<Record<string, Scaling>> = {
  GlorotUniform: { scale: 1, mode: 'fanAvg', distribution: 'uniform' },
  GlorotNormal: { scale: 1, mode: 'fanAvg', distribution: 'normal' },
  HeUniform: { scale: 2, mode: 'fanIn', distribution: 'uniform' },
  HeNormal: { scale: 2, mode: 'fanIn', distribution: 'normal' },
  LecunUniform: { scale: 1, mode: 'fanIn', distribution: 'uniform' },
  LecunNormal: { scale: 1, mode: 'fanIn', distribution: 'normal' },
};

const MODES: Readonly<Record<string, string>> = {
  fan_in: 'fanIn',
  fan_out: 'fanOut',
  fan_avg: 'fanAvg',
};

/**
 * The standard deviation of a standard normal distribution that is cut at two of them, to the digits that Keras has. Keras
 * makes up for it, and TF.js does not.
 */
const CUT_DEVIATION = 0.87962566103423978;

/**
 * Translates an initializer of a file.
 *
 * @param isOfKeras Whether it means what Keras means by it, or what TF.js does.
 * @throws {LayerprintError} `network-not-supported`, naming it.
 */
export function translateInitializer(
  layer: string,
  key: string,
  value: unknown,
  isOfKeras: boolean,
): Initializer {
  const { class_name: className, config } = value as { class_name?: string; config?: object };
  const { seed, ...rest } = { seed: null as unknown, ...config };
  if (seed !== null) {
    throw refuseNetwork(
      `The layer ${layer} has ${key} with the seed ${JSON.stringify(seed)}, and what is drawn here is drawn from the seed of the model.`,
    );
  }
  const scaling =
    NAMED[className ?? ''] ?? (className === 'VarianceScaling' ? readScaling(rest) : undefined);
  const found: unknown = scaling
    ? { className: 'VarianceScaling', config: isOfKeras ? asKerasMeans(scaling) : scaling }
    : { className, config: rest };
  const result = InitializerSchema.safeParse(found);
  if (result.success) return result.data;
  throw refuseNetwork(
    `The layer ${layer} has ${key} ${JSON.stringify({ class_name: className, config: rest })}, which nothing here draws.`,
  );
}

function readScaling(config: { scale?: number; mode?: string; distribution?: string }): Scaling {
  const { scale, mode = '', distribution } = config;
  const isCut = distribution === 'truncated_normal';
  return {
    scale,
    mode: MODES[mode] ?? mode,
    distribution: isCut ? 'normal' : distribution,
  } as Scaling;
}

function asKerasMeans(scaling: Scaling): Scaling {
  if (scaling.distribution === 'uniform') return scaling;
  return { ...scaling, scale: scaling.scale / CUT_DEVIATION ** 2 };
}
