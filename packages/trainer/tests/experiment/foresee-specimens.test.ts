import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANY_SPECIMEN,
  findArticleMisfits,
  type ClaimContext,
  type ForeseenSpecimen,
} from '@layerprint/core';
import { CIFAR10, type ImageSet } from '@layerprint/core/images';
import type { SpecimenChoice } from '@layerprint/core/schemas/experiment';
import { chooseSpecimens } from '../../src/dataset/choose-specimens.ts';
import { foreseeSpecimens } from '../../src/experiment/foresee-specimens.ts';

const NAMES = ['frog', 'Golden Retriever', '7'];

describe('what specimens can be called', () => {
  test.each<[string, SpecimenChoice, ReturnType<typeof foreseeSpecimens>]>([
    [
      'a test image by its index, of any class',
      { testIndex: 3, companions: 'none' },
      [{ classes: ['frog', 'golden-retriever', '7'], testIndex: 3 }],
    ],
    [
      'the first image of a class, and of every other one',
      { class: 'frog', companions: 'first-of-every-other-class' },
      [{ classes: ['frog'] }, { classes: ['golden-retriever'] }, { classes: ['7'] }],
    ],
    [
      'a picture of a class, and so many of the others',
      { file: 'a/Frog.png', class: '7', companions: 1 },
      ['a-frog-png', { classes: ['frog'] }, { classes: ['golden-retriever'] }],
    ],
    [
      'those that are named',
      { testIndex: 0, companions: [{ file: 'odd.jpeg' }, { class: 'Golden Retriever' }] },
      [
        { classes: ['frog', 'golden-retriever', '7'], testIndex: 0 },
        'odd-jpeg',
        { classes: ['golden-retriever'] },
      ],
    ],
  ])('is told of %s', (_, choice, foreseen) => {
    expect(foreseeSpecimens(choice, NAMES)).toEqual(foreseen);
  });

  test('holds of whatever is chosen then', () => {
    const companions = fc.oneof(
      fc.constantFrom('none', 'first-of-every-other-class'),
      fc.integer({ min: 1, max: 2 }),
    );
    const labels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(labels, companions, fc.nat(3), (shown, others, testIndex) => {
        const choice = { testIndex, companions: others } as SpecimenChoice;
        const parts = { training: imagesOf([0], 255), test: imagesOf(shown, 0) };
        const foreseen = foreseeSpecimens(choice, NAMES);
        for (const { id } of chooseSpecimens(choice, NAMES, parts)) {
          expect(problemsOf(id, foreseen)).toEqual([]);
        }
      }),
    );
  });
});

/** What is said of an article that shows the maps of a specimen. */
function problemsOf(specimen: string, specimens: readonly ForeseenSpecimen[]): string[] {
  const attributes = { layer: 'only', specimen };
  const uses = [{ component: 'Figure', attributes, place: 'article.mdx:1' }];
  const context: ClaimContext = {
    layers: [
      {
        ...{ name: 'only', kind: 'pooling', kernel: [2, 2], stride: [2, 2], padding: 'valid' },
        ...{ outputShape: [4, 4, 2], parameters: 0 },
      },
    ],
    roles: { first: 'only', last: 'only', lead: [] },
    models: [{ id: 'one', name: 'one' }],
    classes: NAMES.length,
  };
  const figures = Object.values(ANY_SPECIMEN).map((any) => `activations-only-one-${any}`);
  return findArticleMisfits(
    { uses, links: [], anchors: [], sections: [], contentsFrom: 0 },
    { context, claims: [], figures, specimens, specimen: ANY_SPECIMEN.main },
  );
}

/** Images of one grey each. */
function imagesOf(labels: readonly number[], grey: number): ImageSet {
  const pixels = new Uint8Array(labels.length * 3072).fill(grey);
  return { shape: CIFAR10.image, count: labels.length, pixels, labels: Uint8Array.from(labels) };
}
