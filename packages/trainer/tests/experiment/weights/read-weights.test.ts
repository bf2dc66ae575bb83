import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CIFAR10 } from '@layerprint/core/images';
import { buildModel, layOutParameters, readTopology } from '@layerprint/network/model';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readWeights } from '../../../src/experiment/weights/read-weights.ts';
import { useBackend } from '../../../../network/tests/use-backend.ts';
import {
  drawWeights,
  GIVEN_NETWORK,
  GIVEN_WEIGHTS,
  inScope,
  makeModelFiles,
  type ToldWeight,
} from './given-model.ts';

beforeAll(async () => {
  await useBackend('cpu');
});

type Files = Map<string, Uint8Array>;
type Network = Parameters<typeof readTopology>[0];

/** Reads the weights of files that stand in a folder of an experiment. */
async function read(files: Files, network: Network = GIVEN_NETWORK) {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'keras'));
  for (const [name, content] of files) await writeFile(join(folder, 'keras', name), content);
  const { layers } = readTopology(network, CIFAR10);
  const model = buildModel({ architecture: { layers }, recipe: { dropoutRate: 0 } }, CIFAR10);
  onTestFinished(() => void model.dispose());
  const found = await readWeights(folder, 'keras/model.json', model, CIFAR10);
  return { ...found, slots: layOutParameters(model) };
}

/** The weights as told, but for one. */
function change(name: string, changes: Partial<ToldWeight> | null): ToldWeight[] {
  return GIVEN_WEIGHTS.flatMap((weight) => {
    if (weight.name !== name) return [weight];
    return changes === null ? [] : [{ ...weight, ...changes }];
  });
}

/** The network that the file describes, with something else in the configuration of a layer. */
function describeOther(layer: string, changes: object): object {
  const topology = structuredClone(GIVEN_NETWORK.modelTopology) as unknown as {
    model_config: { config: { layers: { config: { name: string } }[] } };
  };
  const found = topology.model_config.config.layers.find(({ config }) => config.name === layer)!;
  Object.assign(found.config, changes);
  return topology;
}

describe('weights of a model.json', () => {
  const ROTATED = [...GIVEN_WEIGHTS.slice(5), ...GIVEN_WEIGHTS.slice(0, 5)];
  it.each<[string, readonly ToldWeight[]]>([
    ['as Keras 3 calls them', GIVEN_WEIGHTS],
    ['in the scope of a model', inScope(GIVEN_WEIGHTS)],
    ['in a scope in another one', inScope(inScope(GIVEN_WEIGHTS), 'outer')],
    [
      'as Keras 2 calls them',
      GIVEN_WEIGHTS.map((weight) => ({
        ...weight,
        name: `${weight.name.replace('depthwise_conv2d/', 'depthwise_conv2d/depthwise_').replace('depthwise_bias', 'bias')}:0`,
      })),
    ],
    ['in another order', ROTATED],
  ])('are put in the order of the network, %s', async (_, weights) => {
    const values = drawWeights(weights);
    const { parameters, slots } = await read(makeModelFiles(weights, { values }));
    let start = 0;
    for (const { name, shape } of weights) {
      const size = shape.reduce((product, length) => product * length, 1);
      const [layer, kind] = name.replace(':0', '').split('/').slice(-2) as [string, string];
      const slot = slots.find((one) =>
        [`${layer}/${kind}`, `${layer}/depthwise_${kind}`].includes(one.name),
      )!;
      expect(parameters.subarray(slot.start, slot.end)).toEqual(
        values.subarray(start, (start += size)),
      );
    }
    expect(start).toBe(parameters.length);
  });

  it.each([100, 4096, 10_000_000])('are the same in shards of %d bytes', async (shardBytes) => {
    const { parameters, files } = await read(makeModelFiles(GIVEN_WEIGHTS, { shardBytes }));
    expect(parameters).toEqual((await read(makeModelFiles())).parameters);
    expect(files.map(({ path }) => path)).toContain('keras/model.json');
    expect(files).toHaveLength(1 + Math.ceil((4 * parameters.length) / shardBytes));
  });

  it('are read where the file names its shards as a browser saves them', async () => {
    const files = makeModelFiles();
    const text = Buffer.from(files.get('model.json')!).toString();
    files.set('model.json', Buffer.from(text.replaceAll('"group1', '"./group1')));
    expect((await read(files)).parameters).toEqual((await read(makeModelFiles())).parameters);
  });

  it('are read where the file describes no network', async () => {
    const { parameters } = await read(makeModelFiles(GIVEN_WEIGHTS, { topology: null }));
    expect(parameters).toEqual((await read(makeModelFiles())).parameters);
  });

  it('are those of the network also where what is of trainings alone differs', async () => {
    const topology = describeOther('dropout', { rate: 0.9 });
    expect((await read(makeModelFiles(GIVEN_WEIGHTS, { topology }))).parameters).toHaveLength(
      drawWeights(GIVEN_WEIGHTS).length,
    );
  });

  const EXTRA = [...GIVEN_WEIGHTS, { name: 'other/kernel', shape: [2, 2] }];
  const TWICE = [...GIVEN_WEIGHTS, { name: 'again/dense/bias', shape: [10] }];
  const NOT_A_NUMBER = drawWeights(GIVEN_WEIGHTS).fill(NaN, 3, 4);
  const quantization = { dtype: 'float16', original_dtype: 'float32' };
  it.each<[string, Files, string, string]>([
    [
      'a weight that is missing',
      makeModelFiles(change('dense/bias', null)),
      'weights-do-not-fit',
      'keras/model.json does not fit: the layer dense takes a bias of [10], and it holds none.',
    ],
    [
      'a weight too many',
      makeModelFiles(EXTRA),
      'weights-do-not-fit',
      'keras/model.json does not fit: it has other/kernel of [2, 2], which no layer takes.',
    ],
    [
      'a layer by another name',
      makeModelFiles(change('dense/bias', { name: 'dense_1/bias' })),
      'weights-do-not-fit',
      'the layer dense takes a bias of [10], and it holds none; it has dense_1/bias of [10], which no layer takes.',
    ],
    [
      'a weight of another shape',
      makeModelFiles(change('conv2d/kernel', { shape: [3, 3, 4, 3] })),
      'weights-do-not-fit',
      'the layer conv2d takes a kernel of [3, 3, 3, 4], and conv2d/kernel is of [3, 3, 4, 3].',
    ],
    [
      'a variance below zero',
      makeModelFiles(GIVEN_WEIGHTS, { values: drawWeights(GIVEN_WEIGHTS).fill(-1, 125, 126) }),
      'weights-do-not-fit',
      'holds -1 in batch_normalization/moving_variance, and no variance is below zero.',
    ],
    ['a weight twice', makeModelFiles(TWICE), 'weights-do-not-fit', 'holds dense/bias twice'],
    [
      'quantized weights',
      makeModelFiles(change('dense/kernel', { quantization })),
      'weights-not-supported',
      'holds dense/kernel quantized, {"dtype":"float16","original_dtype":"float32"}',
    ],
    [
      'weights of other numbers',
      makeModelFiles(change('dense/kernel', { dtype: 'int32' })),
      'weights-not-supported',
      'holds dense/kernel in int32, and weights are taken in float32 alone',
    ],
    [
      'what is no number',
      makeModelFiles(GIVEN_WEIGHTS, { values: NOT_A_NUMBER }),
      'weights-do-not-fit',
      'holds NaN in conv2d/kernel',
    ],
    [
      'files that end too early',
      makeModelFiles(GIVEN_WEIGHTS, { values: drawWeights(GIVEN_WEIGHTS).slice(0, 4) }),
      'weights-do-not-fit',
      'tells of 41,672 bytes of weights',
    ],
    [
      'another activation of a layer',
      makeModelFiles(GIVEN_WEIGHTS, { topology: describeOther('conv2d', { activation: 'tanh' }) }),
      'weights-do-not-fit',
      'it has activation "tanh" in its layer conv2d, where that of the experiment, conv2d, has "relu"',
    ],
    [
      'another network of the same shapes',
      makeModelFiles(GIVEN_WEIGHTS, {
        topology: describeOther('batch_normalization', { epsilon: 0.5 }),
      }),
      'weights-do-not-fit',
      'it has epsilon 0.5 in its layer batch_normalization',
    ],
    [
      'a layer that TF.js does not know',
      makeModelFiles(GIVEN_WEIGHTS, { topology: describeOther('conv2d', { groups: 2 }) }),
      'network-not-supported',
      'keras/model.json: The layer conv2d, a Conv2D, has groups 2',
    ],
  ])('are refused with %s', async (_, files, code, message) => {
    await expect(read(files)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
      hint: expect.stringMatching(/\w/) as string,
    });
  });

  it('are refused without what would help a network that is yet to be trained', async () => {
    const topology = describeOther('conv2d', { groups: 2 });
    await expect(read(makeModelFiles(GIVEN_WEIGHTS, { topology }))).rejects.toMatchObject({
      hint: expect.stringMatching(/it gives other answers.*own-models\.md/) as string,
    });
  });

  it('are refused where a file is not there, is a graph, names a path out of the folder, or is a link out of it', async () => {
    const files = makeModelFiles();
    const [[name]] = [...files].slice(1) as [[string, Uint8Array]];
    const without = new Map([...files].filter(([path]) => path !== name));
    await expect(read(without)).rejects.toMatchObject({ code: 'file-not-found' });

    const edit = (from: string, to: string) => {
      const text = new TextDecoder().decode(files.get('model.json')).replace(from, to);
      return new Map([...files, ['model.json', new TextEncoder().encode(text)]]);
    };
    await expect(read(edit('layers-model', 'graph-model'))).rejects.toMatchObject({
      code: 'weights-not-supported',
      message: expect.stringContaining('is a graph-model') as string,
    });
    await expect(read(edit(`"${name}"`, `"../${name}"`))).rejects.toMatchObject({
      code: 'invalid-json',
    });
    const outside = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
    onTestFinished(() => rm(outside, { recursive: true, force: true }));
    await mkdir(join(outside, 'mine/keras'), { recursive: true });
    await writeFile(join(outside, 'model.json'), files.get('model.json')!);
    await symlink(join(outside, 'model.json'), join(outside, 'mine/keras/model.json'));
    const { layers } = readTopology(GIVEN_NETWORK, CIFAR10);
    const model = buildModel({ architecture: { layers }, recipe: { dropoutRate: 0 } }, CIFAR10);
    onTestFinished(() => void model.dispose());
    const folder = join(outside, 'mine');
    await expect(readWeights(folder, 'keras/model.json', model, CIFAR10)).rejects.toMatchObject({
      code: 'data-not-supported',
    });
  });
});
