import { expect, test } from 'vitest';
import { hashEachSourceFile, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { hashComputing } from '../../src/study/hash-computing.ts';

const codeFiles = hashEachSourceFile(TRAINING_CODE);
const versions = { node: '24.0.0', '@layerprint/backend': 'a'.repeat(64) };
const hash = hashComputing({ codeFiles, versions });

test.each([
  'packages/backend/src/adam-optimizer.ts',
  'packages/backend/src/kernels/convolve.ts',
  'packages/network/src/model/initialise-parameters.ts',
  'packages/network/src/training/run-epoch.ts',
  'packages/network/src/training/passes/pooling-passes.ts',
  'packages/core/src/images.ts',
  'packages/core/src/random.ts',
  'packages/trainer/src/dataset/open-dataset.ts',
  'packages/trainer/src/dataset/records.ts',
  'packages/trainer/src/training/train-model.ts',
  'packages/trainer/src/training/choose-training-images.ts',
])('is another one for another %s', (path) => {
  expect(codeFiles).toHaveProperty([path]);
  const changed = { ...codeFiles, [path]: 'b'.repeat(64) };
  expect(hashComputing({ codeFiles: changed, versions })).not.toBe(hash);
});

test.each(Object.keys(versions))('is another one for another version of %s', (name) => {
  expect(hashComputing({ codeFiles, versions: { ...versions, [name]: 'c' } })).not.toBe(hash);
});

test.each([
  'packages/core/src/schemas/experiment.ts',
  'packages/artifacts/src/files.ts',
  'packages/trainer/src/progress-line.ts',
])('is the same for another %s', (path) => {
  expect(codeFiles).toHaveProperty([path]);
  const changed = { ...codeFiles, [path]: 'b'.repeat(64) };
  expect(hashComputing({ codeFiles: changed, versions })).toBe(hash);
});

test('does not depend on the order in which versions are told', () => {
  const reversed = Object.fromEntries(Object.entries(versions).reverse());
  expect(hashComputing({ codeFiles, versions: reversed })).toBe(hash);
});
