import { expect, test } from 'vitest';
import { tellSpecimenApart } from '@layerprint/core';
import type { Specimen } from '@layerprint/core/schemas/dataset';

const common = { role: 'companion', nearestTraining: { index: 0, label: 0, distance: 1 } } as const;
const tested = (testIndex: number, className: string): Specimen => ({
  ...common,
  id: `${className}-${testIndex}`,
  testIndex,
  label: 0,
  className,
});

test('specimens of one name are told apart by where they are from, and others are not', () => {
  const frogs = [tested(4, 'frog'), tested(9, 'frog')];
  const all = [...frogs, tested(5, 'deer')];
  expect(all.map((specimen) => tellSpecimenApart(specimen, all))).toEqual([
    ', test image 4',
    ', test image 9',
    '',
  ]);
});
