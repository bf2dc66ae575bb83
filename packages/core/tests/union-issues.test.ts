import type * as z from 'zod';
import { expect, it } from 'vitest';
import { ArchitectureChoiceSchema } from '@layerprint/core/schemas/architecture';
import { expandUnions } from '@layerprint/core/union-issues';
import { ModelSchema } from '@layerprint/core/schemas/experiment';

function tell(schema: z.ZodType, value: unknown): string[] {
  const { issues } = schema.safeParse(value, { reportInput: true }).error!;
  return expandUnions(issues).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const conv2d = { type: 'conv2d', filters: 4, kernelSize: 3 };

it.each<[string, object | string, string]>([
  [
    'an unknown layer',
    { type: 'reshape' },
    'layers.0.type: Expected a layer that training follows, of conv2d, depthwiseConv2d,',
  ],
  ['a misspelt layer', { type: 'con2d' }, 'that training follows, probably "conv2d", of conv2d,'],
  [
    'a recurrent layer',
    { type: 'lstm', units: 4 },
    'layers.0.type: Expected a layer that training follows',
  ],
  ['no type', { filters: 4 }, 'layers.0.type: Expected a layer that training follows'],
  [
    'an unknown activation',
    { ...conv2d, activation: 'mish' },
    'layers.0.activation: Invalid option: expected one of "relu"|',
  ],
  ['a kernel of three lengths', { ...conv2d, kernelSize: [3, 3, 3] }, 'layers.0.kernelSize: '],
  ['no filters', { type: 'conv2d', kernelSize: 3 }, 'layers.0.filters: '],
  [
    'a regularizer',
    { ...conv2d, kernelRegularizer: 'l2' },
    'layers.0: Unrecognized key: "kernelRegularizer"',
  ],
  [
    'a seed in an initializer',
    {
      ...conv2d,
      kernelInitializer: { className: 'RandomNormal', config: { mean: 0, stddev: 1, seed: 3 } },
    },
    'layers.0.kernelInitializer.config: Unrecognized key: "seed"',
  ],
  [
    'an unknown initializer',
    { ...conv2d, kernelInitializer: 'orthogonal' },
    'layers.0.kernelInitializer: Expected glorotUniform, ',
  ],
  [
    'a name in capitals',
    { ...conv2d, name: 'Conv' },
    'layers.0.name: Expected at most 40 lower-case letters',
  ],
  ['a layer that is no object', 'conv2d', 'layers.0: '],
])('%s in a list of layers is told in its place', (_, layer, message) => {
  const told = tell(ArchitectureChoiceSchema, { layers: [layer] });
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(message);
});

it.each([['resnet'], [{ layer: [] }], [3], [null]])('%j is told as no architecture', (value) => {
  expect(tell(ArchitectureChoiceSchema, value)).toEqual([
    expect.stringMatching(/^: Expected "article"/) as string,
  ]);
});

it.each<[string, object, string[]]>([
  [
    'the kind of which fewest fields are wrong',
    { id: 'a', trainingImage: 4, seed: 1 },
    [
      'trainingImages: Expected a number of images, or { "count": 500, "sample": "seeded" }',
      ': Unrecognized key: "trainingImage"',
    ],
  ],
  [
    'the other kind',
    { id: 'a', weight: { file: 'm.json' } },
    ['weights: Invalid input: expected object, received undefined', ': Unrecognized key: "weight"'],
  ],
  [
    'neither, where it could be both',
    { id: 'a' },
    [
      ': Expected a model that is trained, with "trainingImages" and "seed", or one with "weights" from a file',
    ],
  ],
])('an object that is of no kind is told as %s', (_, value, told) => {
  expect(tell(ModelSchema, value)).toEqual(told);
});
