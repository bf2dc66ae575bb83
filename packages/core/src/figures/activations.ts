import { LayerprintError } from '../errors.ts';
import type { MeasuredLayer } from '../measured.ts';
import type { LaterActivation } from '../schemas/figure-data.ts';
import { assertFinite } from '../statistics/sums.ts';

/** What one layer of one model gives for one image. */
export interface LayerActivations {
  readonly layer: string;
  /** `[h, w, c]`. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Row by row, channels innermost; below zero too where the layer ends in no ReLU. */
  readonly activations: Float32Array;
  /** What they go through later, where the layer has no activation of its own. */
  readonly laterActivation?: LaterActivation | undefined;
}

/**
 * Checks that activations fit their shape and are finite.
 *
 * @throws {LayerprintError} `wrong-shape`; `not-finite`, naming the first index.
 */
export function assertActivations({ layer, shape, activations }: LayerActivations): void {
  const expected = shape[0] * shape[1] * shape[2];
  if (activations.length !== expected) {
    throw new LayerprintError(
      'wrong-shape',
      `${layer} has ${shape.join(' × ')} = ${expected} activations, but ${activations.length} were given.`,
      'Give the output of that layer for one image.',
    );
  }
  assertFinite(activations, `activations of ${layer}`);
}

/** The values of one channel, row by row: `[h × w]`. */
export function pickChannel(
  { shape, activations }: LayerActivations,
  channel: number,
): Float32Array {
  const channels = shape[2];
  const map = new Float32Array(shape[0] * shape[1]);
  for (let place = 0; place < map.length; place++) {
    map[place] = activations[place * channels + channel]!;
  }
  return map;
}

/** What a layer with maps gives for one image, as activations. */
export function readActivations({ layer, shape, measured }: MeasuredLayer): LayerActivations {
  const [height, width, channels] = shape as [number, number, number];
  return { layer, shape: [height, width, channels], activations: measured.values };
}
