import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeFileAtomically } from '@layerprint/artifacts/files';
import { DatasetPlanSchema, TrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { describe, expect, it } from 'vitest';
import { createWorkspace, placeExperiment, runInWorkspace } from './workspace.ts';

describe('plan', () => {
  it('writes one plan for the data set, one for each model and one for the report', async () => {
    const root = await createWorkspace();
    await placeExperiment(root, 'article');
    const result = await runInWorkspace(root, 'plan', ['--profile', 'article']);
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
    const folder = join(root, 'dist/article/plan');
    expect((await readdir(folder)).sort()).toEqual([
      'SHA256SUMS',
      'dataset.json',
      'model-benchmark.json',
      'model-dummy.json',
      'report.json',
    ]);
    const dataset = await readJsonFile(DatasetPlanSchema, join(folder, 'dataset.json'));
    expect(dataset).toMatchObject({
      profile: 'article',
      dataset: { name: 'cifar-10' },
      specimens: { testIndex: 4 },
    });
    const dummy = await readJsonFile(TrainingPlanSchema, join(folder, 'model-dummy.json'));
    expect(dummy).toMatchObject({ model: 'dummy', choice: { trainingImages: 10_000, seed: 2 } });
    const benchmark = await readJsonFile(TrainingPlanSchema, join(folder, 'model-benchmark.json'));
    expect(benchmark).toMatchObject({ model: 'benchmark', choice: { trainingImages: 50_000 } });
  });

  it("leaves the other plans' bytes as they are when one model's size changes", async () => {
    const root = await createWorkspace();
    const NAMES = ['dataset', 'model-benchmark', 'model-dummy', 'report'];
    const read = async (name: string) =>
      readFile(join(root, 'dist/quick/plan', `${name}.json`), 'utf8');
    await placeExperiment(root, 'quick');
    await runInWorkspace(root, 'plan');
    const before = await Promise.all(NAMES.map(read));
    await placeExperiment(root, 'quick', (text) => text.replace(/1000,(\s+"seed": 2)/, '900,$1'));
    await runInWorkspace(root, 'plan');
    const after = await Promise.all(NAMES.map(read));
    expect(after.map((text, index) => text === before[index])).toEqual([true, true, false, false]);
  });

  it('exits 1 with one message and writes nothing for an experiment with a typo', async () => {
    const root = await createWorkspace();
    await placeExperiment(root, 'quick', (text) => text.replace('"maxEpochs"', '"maxEpoch"'));
    const result = await runInWorkspace(root, 'plan');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('Did you mean "maxEpochs"?');
    expect(await readdir(root)).toEqual(['experiments']);
  });

  const own = (layers: string) => (text: string) =>
    text.replace('"models"', `"architecture": { "layers": [${layers}] },\n  "models"`);
  const END = '{ "type": "flatten" }, { "type": "dense", "units": 10, "activation": "softmax" }';

  it('writes the layers of a network of the author’s own into the plan of every model', async () => {
    const root = await createWorkspace();
    const first = '{ "type": "conv2d", "filters": 7, "kernelSize": 5, "activation": "tanh" }';
    await placeExperiment(root, 'quick', own(`${first}, ${END}`));
    expect(await runInWorkspace(root, 'plan')).toMatchObject({ status: 0, stderr: '' });
    const folder = join(root, 'dist/quick/plan');
    const dummy = await readJsonFile(TrainingPlanSchema, join(folder, 'model-dummy.json'));
    expect(dummy.architecture?.layers.map(({ type }) => type)).toEqual([
      'conv2d',
      'flatten',
      'dense',
    ]);
  });

  it.each([
    ['{ "type": "lstm", "units": 4 }, ', 'Expected a layer that training follows'],
    [
      '{ "type": "conv2d", "filter": 7, "kernelSize": 5 }, ',
      '"filter" is no key of architecture.layers.0',
    ],
    ['', 'The network has no convolution'],
  ])(
    'exits 1 with one message and writes nothing for a network that begins with %s',
    async (first, message) => {
      const root = await createWorkspace();
      await placeExperiment(root, 'quick', own(`${first}${END}`));
      const result = await runInWorkspace(root, 'plan');
      expect(result.status).toBe(1);
      expect(result.stderr).toContain(message);
      expect(await readdir(root)).toEqual(['experiments']);
    },
  );

  it('exits 1 and writes nothing for a role of a layer that is not there', async () => {
    const root = await createWorkspace();
    await placeExperiment(root, 'quick', (text) =>
      text.replace('"specimens"', '"roles": { "last": "conv2d_66" }, "specimens"'),
    );
    const result = await runInWorkspace(root, 'plan');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('Did you mean "conv2d_6"?');
    expect(await readdir(root)).toEqual(['experiments']);
  });

  it('exits 1 and names the class that was meant for a specimen of a class that is not there', async () => {
    const root = await createWorkspace();
    await placeExperiment(root, 'quick', (text) =>
      text.replace('"testIndex": 4', '"class": "frogg"'),
    );
    const result = await runInWorkspace(root, 'plan');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('specimens.class is "frogg"');
    expect(result.stderr).toContain('Did you mean "frog"?');
  });

  it('writes out the layers of a file beside the experiment, and names the file where it refuses it', async () => {
    const root = await createWorkspace();
    await placeExperiment(root, 'quick', (text) =>
      text.replace('"models"', '"architecture": { "file": "model.json" },\n  "models"'),
    );
    const place = (activation: string) => {
      const image = {
        class_name: 'InputLayer',
        config: { name: 'i', batch_shape: [null, 32, 32, 3] },
      };
      const convolution = { filters: 4, kernel_size: [3, 3], activation, name: 'c' };
      const answer = { units: 10, activation: 'softmax', name: 'd' };
      const layers = [
        image,
        { class_name: 'Conv2D', config: convolution },
        { class_name: 'Flatten', config: { name: 'f' } },
        { class_name: 'Dense', config: answer },
      ];
      const model = { class_name: 'Sequential', config: { layers } };
      const file = { modelTopology: { keras_version: '3.8.0', model_config: model } };
      return writeFileAtomically(join(root, 'experiments/quick/model.json'), JSON.stringify(file));
    };
    await place('mish');
    expect((await runInWorkspace(root, 'plan')).stderr).toContain(
      'experiments/quick/model.json: The layer c, a Conv2D, has activation "mish"',
    );
    await place('tanh');
    expect(await runInWorkspace(root, 'plan')).toMatchObject({ status: 0, stderr: '' });
    const folder = join(root, 'dist/quick/plan');
    const dummy = await readJsonFile(TrainingPlanSchema, join(folder, 'model-dummy.json'));
    expect(dummy.architecture?.layers.map(({ name }) => name)).toEqual(['c', 'f', 'd']);
  });

  it('exits 1 with its usage for an option it does not have', async () => {
    const result = await runInWorkspace(await createWorkspace(), 'plan', ['--profil', 'quick']);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('Usage: plan [--profile <name>]');
  });

  it('exits 1 and touches nothing when a file stands where dist should be', async () => {
    const root = await createWorkspace();
    await placeExperiment(root, 'quick');
    await writeFileAtomically(join(root, 'dist'), 'a file where the folder should be');
    const result = await runInWorkspace(root, 'plan');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('a part of the path is a file');
    expect(await readFile(join(root, 'dist'), 'utf8')).toContain('a file where');
  });
});
