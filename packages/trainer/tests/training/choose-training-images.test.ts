import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickImage, type ImageSet } from '@layerprint/core/images';
import type { TrainingImages } from '@layerprint/core/schemas/experiment';
import { chooseTrainingImages } from '../../src/training/choose-training-images.ts';

const CLASSES = ['frog', 'deer', 'ship'];

/** Images of one pixel, whose number it is; of any labels. */
function makeImages(labels: readonly number[]): ImageSet {
  return {
    shape: { height: 1, width: 1, channels: 1 },
    count: labels.length,
    pixels: Uint8Array.from(labels, (_, index) => index),
    labels: Uint8Array.from(labels),
  };
}

function choose(images: ImageSet, trainingImages: TrainingImages, seed = 1) {
  const choice = { trainingImages, seed };
  const chosen = chooseTrainingImages(images, CLASSES, { profile: 'p', model: 'small', choice });
  const numbers = Array.from({ length: chosen.count }, (_, at) => pickImage(chosen, at)[0]!);
  expect([...chosen.labels]).toEqual(numbers.map((number) => images.labels[number]));
  return numbers;
}

const ALL = makeImages(
  Array.from({ length: 60 }, (_, index) => (index < 40 ? 0 : 1 + (index % 2))),
);

describe('the images that a model is trained on', () => {
  it('are the first ones where a number is given, and that is no copy', () => {
    expect(choose(ALL, 5)).toEqual([0, 1, 2, 3, 4]);
    const plan = { profile: 'p', model: 'small', choice: { trainingImages: 5, seed: 1 } };
    expect(chooseTrainingImages(ALL, CLASSES, plan).pixels.buffer).toBe(ALL.pixels.buffer);
  });

  it('are the first of every class in a sample of the first that is balanced', () => {
    expect(choose(ALL, { count: 8, sample: 'first', balanced: true })).toEqual([
      ...[0, 1, 2],
      ...[40, 41, 42, 43, 44],
    ]);
  });

  it('are those of the seed in a seeded sample: the same each time, others for another seed', () => {
    const sample = { count: 20, sample: 'seeded', balanced: false } as const;
    expect(choose(ALL, sample, 1)).toEqual(choose(ALL, sample, 1));
    expect(choose(ALL, sample, 1)).not.toEqual(choose(ALL, sample, 2));
    // By this any other generator or stream is noticed: models trained on a sample would be others.
    expect(choose(ALL, { ...sample, count: 6 }, 1)).toMatchInlineSnapshot(`
      [
        14,
        29,
        38,
        39,
        44,
        52,
      ]
    `);
  });

  it('are as many as asked for, each once, in file order, and in balance where that is asked for', () => {
    const labels = fc.array(fc.nat({ max: 2 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(
        labels,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('first' as const, 'seeded' as const),
        fc.boolean(),
        fc.nat(),
        (drawn, wanted, sample, balanced, seed) => {
          const sizes = CLASSES.map((_, label) => drawn.filter((other) => other === label).length);
          const count = Math.min(wanted, balanced ? 3 * Math.min(...sizes) : drawn.length);
          fc.pre(count > 0);
          const chosen = choose(makeImages(drawn), { count, sample, balanced }, seed);
          expect(chosen).toHaveLength(count);
          expect(chosen).toEqual([...new Set(chosen)].toSorted((a, b) => a - b));
          if (!balanced) return;
          const counts = CLASSES.map(
            (_, label) => chosen.filter((at) => drawn[at] === label).length,
          );
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('are refused where there are not as many', () => {
    const tooFew = (message: string): unknown =>
      expect.objectContaining({ code: 'too-few-images', message });
    expect(() => choose(ALL, 61)).toThrow(
      tooFew('small is to be trained on more images than the data set has: on 61 of 60.'),
    );
    expect(() => choose(ALL, { count: 61, sample: 'seeded', balanced: false })).toThrow(
      tooFew('small is to be trained on more images than the data set has: on 61 of 60.'),
    );
  });

  it('are refused where a class has less than its share, by the name of the class', () => {
    expect(() => choose(ALL, { count: 36, sample: 'seeded', balanced: true })).toThrow(
      expect.objectContaining({
        code: 'too-few-images',
        message:
          'small is to be trained on more images than the data set has: on 12 of deer, of which there are 10.',
      }),
    );
  });
});
