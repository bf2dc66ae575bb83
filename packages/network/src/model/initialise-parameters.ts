import { createRandom, type Random } from '@layerprint/core/random';
import type { Initializer } from '@layerprint/core/schemas/initializer';
import { drawNormal } from './draw-normal.ts';
import { countParameters, type ParameterSlot } from './parameters.ts';

/**
 * Draws the first values of all parameters as their initializers say, each from a stream of the seed that the weight's
 * name chooses, so that a layer added to the model leaves the others as they were. TF.js's initializers take a seed of
 * 0 for none, hence our own.
 */
export function initialiseParameters(slots: readonly ParameterSlot[], seed: number): Float32Array {
  const parameters = new Float32Array(countParameters(slots));
  for (const { name, shape, start, end, initializer } of slots) {
    const random = createRandom(seed, `initialise ${name}`);
    const draw = makeDraw(initializer, shape, random);
    for (let i = start; i < end; i++) parameters[i] = draw();
  }
  return parameters;
}

/** What gives one value after the other. */
function makeDraw(
  initializer: Initializer,
  shape: readonly number[],
  random: Random,
): () => number {
  switch (initializer.className) {
    case 'Zeros':
      return () => 0;
    case 'Ones':
      return () => 1;
    case 'Constant':
      return () => initializer.config.value;
    case 'RandomUniform': {
      const { minval, maxval } = initializer.config;
      return () => minval + random.nextFloat() * (maxval - minval);
    }
    case 'RandomNormal':
    case 'TruncatedNormal': {
      const { mean, stddev } = initializer.config;
      const draw = initializer.className === 'RandomNormal' ? drawNormal : drawTruncated;
      return () => mean + draw(random) * stddev;
    }
    case 'VarianceScaling': {
      const { scale, mode, distribution } = initializer.config;
      const [fanIn, fanOut] = computeFans(shape);
      const fans = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 };
      if (distribution === 'normal') {
        const deviation = Math.sqrt(scale / Math.max(1, fans[mode]));
        return () => drawTruncated(random) * deviation;
      }
      const limit = Math.sqrt((3 * scale) / Math.max(1, fans[mode]));
      return () => (2 * random.nextFloat() - 1) * limit;
    }
  }
}

/** Drawn anew beyond two standard deviations. */
function drawTruncated(random: Random): number {
  let value = drawNormal(random);
  while (Math.abs(value) > 2) value = drawNormal(random);
  return value;
}

/** How many values a value comes from, and how many come from it, as TF.js counts them by the shape of the weight. */
function computeFans(shape: readonly number[]): [fanIn: number, fanOut: number] {
  if (shape.length < 2) {
    const side = Math.sqrt(shape[0] ?? 1);
    return [side, side];
  }
  const places = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return [places * shape.at(-2)!, places * shape.at(-1)!];
}
