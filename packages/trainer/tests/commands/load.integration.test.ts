import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeFileAtomically } from '@layerprint/artifacts/files';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { LoadedRunSchema } from '@layerprint/core/schemas/run';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { makeModelFiles } from '../experiment/weights/given-model.ts';
import { createWorkspace, runInWorkspace } from './workspace.ts';

const MODEL = { id: 'given', name: 'Given one', weights: { file: 'keras/model.json' } };
const EXPERIMENT = {
  schemaVersion: 2,
  dataset: { name: 'sketch-10', seed: 3, trainingImages: 40, testImages: 40 },
  models: [MODEL],
  specimens: {
    file: 'frog.png',
    class: 'frog',
    companions: [{ testIndex: 2 }, { file: 'strange.png', fit: 'stretch' }],
  },
};
const CLAIMS = {
  schemaVersion: 1,
  claims: [
    {
      id: 'good',
      sentence: 'It is good.',
      checks: [
        { id: 'accurate', measure: 'accuracy', model: 'given', above: 0.5 },
        { id: 'few-zeros', measure: 'zeros', layer: 'first', model: 'given', below: 0.5 },
      ],
    },
  ],
};

async function place(root: string, experiment: object = EXPERIMENT): Promise<void> {
  const folder = join(root, 'experiments/mine');
  const write = (path: string, content: string | Uint8Array) =>
    writeFileAtomically(join(folder, path), content);
  await write('experiment.json', JSON.stringify(experiment));
  await write('claims.json', JSON.stringify(CLAIMS));
  for (const [name, content] of makeModelFiles()) await write(`keras/${name}`, content);
  const draw = (width: number, height: number, step: number) => {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * step) % 256);
    return encode({ width, height, data, channels: 3 });
  };
  await write('frog.png', draw(50, 40, 7));
  await write('strange.png', draw(20, 90, 11));
}

async function run(root: string, command: string, more: readonly string[] = []): Promise<void> {
  const result = await runInWorkspace(root, command, ['--profile', 'mine', ...more]);
  expect(result).toMatchObject({ status: 0, stderr: '' });
}

async function build(root: string): Promise<Manifest> {
  for (const command of ['plan', 'dataset']) await run(root, command);
  await run(root, 'load', ['--model', 'given']);
  await run(root, 'artifacts');
  return readJsonFile(ManifestSchema, join(root, 'dist/mine/artifacts/manifest.json'));
}

describe('a model that is loaded', () => {
  it('is measured as any other, without all that is of a training', async () => {
    const root = await createWorkspace();
    await place(root);
    const manifest = await build(root);
    const loaded = manifest.runs['given']!;
    expect(LoadedRunSchema.parse(loaded)).toEqual(loaded);
    const weights = await readFile(join(root, 'dist/mine/models/given/weights.bin'));
    expect(weights).toHaveLength(4 * (112 + 16 + 40 + 10250));
    expect(manifest.figures.map(({ kind }) => kind)).not.toContain('training-curves');
    expect(manifest.figures.every(({ chain }) => Object.keys(chain.seeds).length === 0)).toBe(true);
    expect(manifest.conditions.map(({ kind }) => kind)).toEqual(['at-chance']);
    const checks = manifest.claims.flatMap((claim) => claim.checks);
    expect(checks.map(({ untrained }) => untrained)).toEqual([null, null]);
    expect(checks[0]!.chance).not.toBeNull();

    const { specimens, pictures } = manifest.dataset;
    expect(specimens.map(({ id }) => id)).toEqual(['frog-png', expect.any(String), 'strange-png']);
    expect(specimens.map(({ className }) => className)[2]).toBeUndefined();
    expect(pictures?.bytes).toBe(2 * (1 + 32 * 32 * 3));
    // One of 40 is a specimen; the pictures are no test images.
    expect(loaded.validationImages).toBe(39);
  });
});
