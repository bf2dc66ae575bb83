import * as tf from '@tensorflow/tfjs-core';
import {
  model as sliceModel,
  type LayersModel,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { computeReceptiveFields } from '@layerprint/core';
import { beforeAll, expect, test } from 'vitest';
import { useBackend } from '../use-backend.ts';
import { CIFAR10 } from '@layerprint/core/images';
import { buildModel } from '../../src/model/build-model.ts';
import { readLayers } from '../../src/model/read-layers.ts';
import { buildNetwork, NETWORKS } from './random-networks.ts';

type Pixel = readonly [y: number, x: number];

beforeAll(async () => {
  await useBackend('cpu');
});

test('a value changes with the pixels of its receptive field and with no other, whatever the windows', () => {
  fc.assert(
    fc.property(NETWORKS, (choice) => {
      const [height, width] = choice.image;
      const pixels = Array.from({ length: height * width }, (_, i): Pixel => [
        Math.floor(i / width),
        i % width,
      ]);
      const model = buildNetwork(choice);
      expect(findFaults(model, pixels)).toEqual([]);
      model.dispose();
    }),
    { numRuns: 40 },
  );
});

test('a value changes with the pixels of its receptive field and with no other in the article’s network', () => {
  const model = buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10);
  const diagonal = Array.from({ length: 32 }, (_, i): Pixel => [i, i]);
  expect(findFaults(model, diagonal)).toEqual([]);
  model.dispose();
});

/**
 * Lights pixels one by one in a network that only adds up: a value is above zero where it depends on the
 * pixel. Names the values of which the receptive field says something else.
 */
function findFaults(model: LayersModel, pixels: readonly Pixel[]): string[] {
  const layers = readLayers(model);
  const fields = computeReceptiveFields(layers);
  const places = [...layers.keys()].filter(
    (place) => place > 0 && layers[place]!.outputShape.length === 3,
  );
  return tf.tidy(() => {
    model.setWeights(
      model.weights.map(({ shape, originalName }) =>
        tf.fill(shape as number[], originalName.endsWith('/bias') ? 0 : 0.01),
      ),
    );
    const slices = sliceModel({
      inputs: model.inputs,
      outputs: places.map((place) => model.getLayer(layers[place]!.name).output as SymbolicTensor),
    });
    const images = tf.buffer([pixels.length, ...layers[0]!.outputShape]);
    pixels.forEach(([y, x], image) => images.set(1, image, y, x, 0));
    const outputs = [slices.predict(images.toTensor(), { batchSize: pixels.length })].flat();
    return places.flatMap((place, i) => {
      const { name, outputShape } = layers[place]!;
      const values = outputs[i]!.dataSync();
      const [height, width, channels] = outputShape as [number, number, number];
      const { size, stride, start } = fields[place]!;
      const faults: string[] = [];
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          pixels.forEach((pixel, image) => {
            const isSeen = pixel.every((at, axis) => {
              const first = start[axis]! + [y, x][axis]! * stride[axis]!;
              return first <= at && at < first + size[axis]!;
            });
            const value = values[((image * height + y) * width + x) * channels]!;
            if (value > 0 !== isSeen) faults.push(`${name} at ${y}, ${x}: pixel ${pixel.join()}`);
          });
        }
      }
      return faults;
    });
  });
}
