import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { CIFAR10 } from '@layerprint/core/images';
import type { WrittenExperiment } from '@layerprint/core/schemas/experiment';
import { resolveArchitecture } from '../../src/experiment/resolve-architecture.ts';
import { layoutOf } from '../../src/layout.ts';
import { kerasLayer, kerasSequential } from '../../../network/tests/model/file/saved-models.ts';
import { createWorkspace } from '../commands/workspace.ts';

const FILE = 'keras/model.json';
const GIVEN = { id: 'given', weights: { file: FILE } };
const TRAINED = { id: 'mine', trainingImages: 10, seed: 1 };

/** Resolves the network of an experiment whose file has a layer that nothing here follows. */
async function resolve(className: string, experiment: object) {
  const layout = layoutOf('mine', await createWorkspace());
  const path = join(dirname(layout.experiment), FILE);
  await mkdir(dirname(path), { recursive: true });
  const layers = [
    kerasLayer(className, 'odd'),
    kerasLayer('Conv2D', 'conv2d'),
    kerasLayer('Flatten', 'flatten'),
    kerasLayer('Dense', 'dense'),
  ];
  await writeFile(path, JSON.stringify(kerasSequential(layers)));
  return resolveArchitecture(layout, experiment as WrittenExperiment, CIFAR10);
}

test.each([
  ['Rescaling', 'Leave it out'],
  ['Normalization', 'Leave it out'],
  ['ZeroPadding2D', 'padding "same"'],
])('what stands for a %s is told for a network to train alone', async (className, remedy) => {
  const architecture = { file: FILE };
  await expect(resolve(className, { architecture, models: [TRAINED] })).rejects.toMatchObject({
    code: 'network-not-supported',
    hint: expect.stringContaining(remedy) as string,
  });
  for (const given of [
    { models: [GIVEN] },
    { models: [GIVEN, TRAINED] },
    { architecture, models: [TRAINED, GIVEN] },
  ]) {
    await expect(resolve(className, given)).rejects.toMatchObject({
      code: 'network-not-supported',
      message: expect.stringMatching(/keras\/model\.json: .*odd/) as string,
      hint: expect.not.stringContaining(remedy) as string,
    });
    await expect(resolve(className, given)).rejects.toMatchObject({
      hint: expect.stringMatching(/it gives other answers.*own-models\.md/) as string,
    });
  }
});
