import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { CIFAR10 } from '@layerprint/core/images';
import type { WrittenExperiment } from '@layerprint/core/schemas/experiment';
import { resolveArchitecture } from '../../src/experiment/resolve-architecture.ts';
import { layoutOf } from '../../src/layout.ts';
import {
  kerasFunctional,
  kerasLayer,
  kerasNode,
  kerasSequential,
} from '../../../network/tests/model/file/saved-models.ts';
import { createWorkspace } from '../commands/workspace.ts';

const FILE = 'keras/model.json';
const GIVEN = { id: 'given', weights: { file: FILE } };
const TRAINED = { id: 'mine', trainingImages: 10, seed: 1 };

const CONVOLUTION = kerasLayer('Conv2D', 'conv2d');
const END = [kerasLayer('Flatten', 'flatten'), kerasLayer('Dense', 'dense')];

/** Resolves the network of an experiment whose file has a layer that nothing here follows. */
function resolve(className: string, experiment: object) {
  const layers = [kerasLayer(className, 'odd'), CONVOLUTION, ...END];
  return resolveFile(kerasSequential(layers), experiment);
}

/** Resolves the network of an experiment that has it from a file. */
async function resolveFile(
  content: object,
  experiment: object = { architecture: { file: FILE }, models: [TRAINED] },
) {
  const layout = layoutOf('mine', await createWorkspace());
  const path = join(dirname(layout.experiment), FILE);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(content));
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

test.each<[string, object, string]>([
  ['weights alone', { modelTopology: null, weightsManifest: [] }, 'weights alone'],
  ['a word', { modelTopology: 'vgg16' }, '"vgg16"'],
  ['a graph-model', { format: 'graph-model', modelTopology: {} }, 'a graph-model'],
  ['operations', { modelTopology: { node: [], library: {} } }, 'a graph-model'],
  [
    'no layers',
    { class_name: 'Sequential', config: { name: 's', layers: [] } },
    'a network without layers',
  ],
])('a file that holds %s is told as one without a network', async (_, content, held) => {
  await expect(resolveFile(content)).rejects.toMatchObject({
    code: 'no-network-in-file',
    message: expect.stringContaining(`keras/model.json: The file holds ${held}`) as string,
  });
});

/** A functional model whose first layer says what it takes in another way. */
const joinedBy = (nodes: unknown) =>
  kerasFunctional(
    [
      { ...CONVOLUTION, name: 'conv2d', inbound_nodes: nodes },
      kerasNode(END[0]!, ['conv2d']),
      kerasNode(END[1]!, ['flatten']),
    ],
    'dense',
  );
const SAYS = 'The layer conv2d says what it takes as ';
const relu = (changes: object) =>
  kerasSequential([CONVOLUTION, kerasLayer('ReLU', 'odd', { max_value: 6, ...changes }), ...END]);

test.each<[string, object, string]>([
  ['takes a word', joinedBy(['x']), `${SAYS}["x"], which neither Keras nor TF.js writes.`],
  ['takes null', joinedBy([null]), `${SAYS}[null], `],
  ['takes a list of null', joinedBy([[null]]), `${SAYS}[[null]], `],
  ['takes no list', joinedBy([{ args: { x: 1 } }]), `${SAYS}[{"args":{"x":1}}], `],
  ['takes nothing', joinedBy([]), 'The layer conv2d takes nothing that another one gives.'],
  [
    'is no end that there is',
    kerasFunctional([kerasNode(CONVOLUTION, ['input_layer'])], 'nobody'),
    'The network ends with the layer nobody, which it does not have.',
  ],
  [
    'joins one alone',
    kerasFunctional(
      [
        kerasNode(CONVOLUTION, ['input_layer']),
        kerasNode(kerasLayer('Add', 'add'), ['conv2d']),
        kerasNode(END[0]!, ['add']),
        kerasNode(END[1]!, ['flatten']),
      ],
      'dense',
    ),
    'The from of the layer add cannot be: Expected the names of two layers at least',
  ],
  [
    'has no name',
    {
      class_name: 'Sequential',
      config: { layers: [{ class_name: 'Conv2D', config: { filters: 4, kernel_size: 3 } }] },
    },
    'Layer 1 of the file, a Conv2D, has no name.',
  ],
  [
    'has a name that no page can have',
    kerasSequential([kerasLayer('Conv2D', 'C'.repeat(41)), ...END]),
    `The name of the layer ${'C'.repeat(41)} cannot be: Expected at most 40 lower-case letters`,
  ],
  ['is a ReLU from 1 to 6', relu({ threshold: 1 }), 'The layer odd, a ReLU, has threshold 1, '],
  [
    'is a ReLU to 6 with a slope below',
    relu({ negative_slope: 0.1 }),
    'The layer odd, a ReLU, has negative_slope 0.1, which nothing in training follows.',
  ],
  ['is a ReLU with more to it', relu({ noise: true }), 'has noise true, '],
  [
    'is an ELU with more to it',
    kerasSequential([CONVOLUTION, kerasLayer('ELU', 'odd', { alpha: 1, noise: 2 }), ...END]),
    'The layer odd, a ELU, has noise 2, ',
  ],
  [
    'has a stride and a dilation',
    kerasSequential([
      kerasLayer('Conv2D', 'c', { strides: [2, 2], dilation_rate: [2, 2] }),
      ...END,
    ]),
    'Expected a stride or a dilation, not both',
  ],
])('a file with a layer that %s is refused by its name', async (_, content, problem) => {
  await expect(resolveFile(content)).rejects.toMatchObject({
    code: 'network-not-supported',
    message: expect.stringContaining(problem) as string,
  });
});

test('a ReLU that ends at 6, and starts at 0, is one of TF.js', async () => {
  const { architecture } = await resolveFile(relu({ threshold: 0, negative_slope: 0 }));
  expect(architecture?.layers[1]).toMatchObject({ type: 'activation', activation: 'relu6' });
});
