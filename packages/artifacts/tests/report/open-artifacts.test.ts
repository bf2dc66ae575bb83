import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { formatManifestSum, openArtifacts } from '@layerprint/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import { encodePng } from '@layerprint/artifacts/render';
import {
  ArchitectureDataSchema,
  type ArchitectureData,
} from '@layerprint/core/schemas/figure-data';
import { CIFAR10 } from '@layerprint/core/images';
import {
  MANIFEST_VERSION,
  ManifestSchema,
  type FigureFile,
  type Manifest,
} from '@layerprint/core/schemas/manifest';
import type { Run } from '@layerprint/core/schemas/run';

const HASH = 'a'.repeat(64);
const DATA_PATH = 'figures/architecture/architecture.json';
const TABLE_PATH = 'figures/architecture/architecture.csv';

const DATA: ArchitectureData = {
  schemaVersion: 1,
  figure: 'architecture',
  layers: [
    { name: 'input', kind: 'input', outputShape: [4096], parameters: 0 },
    {
      name: 'dense_2',
      kind: 'dense',
      activation: 'softmax',
      outputShape: [10],
      parameters: 40_970,
    },
  ],
  totalParameters: 40_970,
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const data = stringifyCanonicalJson(ArchitectureDataSchema, DATA, DATA_PATH);
  await writeFileAtomically(join(folder, DATA_PATH), data);
  await writeFileAtomically(join(folder, TABLE_PATH), 'layer\r\n');
  await writeManifest([
    describeFile(DATA_PATH, 'data', 'json', data),
    describeFile(TABLE_PATH, 'table', 'csv', 'layer\r\n'),
  ]);
});

describe('openArtifacts', () => {
  test('gives every figure with its data', async () => {
    const { figures, manifest, manifestHash } = await openArtifacts(folder);
    expect(manifestHash).toBe(hashSha256(await readFile(join(folder, 'manifest.json'))));
    expect(figures).toEqual([{ ...manifest.figures[0], data: DATA }]);
  });

  test('refuses a file of another size or content, naming it', async () => {
    for (const content of ['layers\r\n', 'Layer\r\n']) {
      await writeFile(join(folder, TABLE_PATH), content);
      await expect(openArtifacts(folder)).rejects.toMatchObject({
        code: 'artifact-changed',
        message: expect.stringContaining(`${folder}/${TABLE_PATH} is not what`),
      });
    }
  });

  test('refuses a manifest edited by hand', async () => {
    const path = join(folder, 'manifest.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('Trained', 'Untrained'));
    await expect(openArtifacts(folder)).rejects.toMatchObject({
      code: 'artifact-changed',
      message: expect.stringContaining('manifest.json is not what'),
    });
  });

  test.each([
    [0, 'an older'],
    [1, 'an older'],
    [MANIFEST_VERSION - 1, 'an older'],
    [MANIFEST_VERSION + 1, 'a newer'],
  ])('refuses artifacts of schema version %d in one sentence', async (version, maker) => {
    const path = join(folder, 'manifest.json');
    const content = (await readFile(path, 'utf8')).replace(
      `"schemaVersion": ${MANIFEST_VERSION}`,
      `"schemaVersion": ${version}`,
    );
    await writeFile(path, content);
    // Told first: files and sums may be others in another version.
    await rm(`${path}.sha256`);
    await expect(openArtifacts(folder)).rejects.toMatchObject({
      code: 'schema-version-differs',
      message: `${folder} was made by ${maker} Layerprint: its schema version is ${version}, and this one reads ${MANIFEST_VERSION}.`,
    });
  });

  test('refuses a manifest that is cut short', async () => {
    const path = join(folder, 'manifest.json');
    await writeFile(path, (await readFile(path)).subarray(0, 100));
    await expect(openArtifacts(folder)).rejects.toMatchObject({ code: 'artifact-changed' });
  });

  test.each(['manifest.json', 'manifest.json.sha256', DATA_PATH, TABLE_PATH])(
    'refuses a folder without %s',
    async (path) => {
      await rm(join(folder, path));
      await expect(openArtifacts(folder)).rejects.toMatchObject({
        code: 'artifact-missing',
        message: `${folder}/${path} is missing.`,
      });
    },
  );

  test('says of a folder that was named by mistake that it is none', async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    await symlink('/', join(other, 'root'));
    await expect(openArtifacts(other)).rejects.toMatchObject({
      message: `${other}/manifest.json is missing.`,
    });
  });

  test.each([
    [
      'of another size than its manifest says',
      encodePng({ width: 3, height: 2, pixels: new Uint8Array(18) }),
    ],
    [
      'that says to be huge',
      writeSize(encodePng({ width: 2, height: 2, pixels: new Uint8Array(12) }), 24_000),
    ],
    ['that is none', new Uint8Array(200)],
    ['of a few bytes', new Uint8Array(3)],
  ])('refuses a picture %s, before it is decoded', async (_, png) => {
    const path = 'figures/architecture/architecture.png';
    await writeFile(join(folder, path), png);
    const data = await readFile(join(folder, DATA_PATH), 'utf8');
    await writeManifest([
      describeFile(DATA_PATH, 'data', 'json', data),
      describeFile(TABLE_PATH, 'table', 'csv', 'layer\r\n'),
      {
        path,
        role: 'picture',
        format: 'png',
        width: 2,
        height: 2,
        bytes: png.length,
        sha256: hashSha256(png),
      },
    ]);
    await expect(openArtifacts(folder)).rejects.toMatchObject({
      code: 'picture-damaged',
      message: expect.stringContaining(path),
    });
  });

  test('refuses what is no file in the place of one, without waiting for it', async () => {
    await rm(join(folder, TABLE_PATH));
    execFileSync('mkfifo', [join(folder, TABLE_PATH)]);
    await expect(openArtifacts(folder)).rejects.toMatchObject({ code: 'file-not-readable' });
    await rm(join(folder, TABLE_PATH));
    await symlink('/dev/zero', join(folder, TABLE_PATH));
    await expect(openArtifacts(folder)).rejects.toMatchObject({ code: 'file-not-readable' });
  });

  test('refuses a file that the manifest does not list', async () => {
    await writeFile(join(folder, 'figures', 'notes.txt'), '');
    await expect(openArtifacts(folder)).rejects.toMatchObject({
      code: 'artifact-unexpected',
      message: expect.stringContaining(`${folder}/figures/notes.txt is not listed`),
    });
  });

  test('refuses data that does not fit its figure’s kind', async () => {
    const data = '{"schemaVersion": 1}';
    await writeFile(join(folder, DATA_PATH), data);
    await writeManifest([
      describeFile(DATA_PATH, 'data', 'json', data),
      describeFile(TABLE_PATH, 'table', 'csv', 'layer\r\n'),
    ]);
    await expect(openArtifacts(folder)).rejects.toMatchObject({
      code: 'invalid-json',
      message: expect.stringContaining(DATA_PATH),
    });
  });

  test('refuses a figure without data', async () => {
    await rm(join(folder, DATA_PATH));
    await writeManifest([describeFile(TABLE_PATH, 'table', 'csv', 'layer\r\n')]);
    await expect(openArtifacts(folder)).rejects.toMatchObject({
      code: 'artifact-missing',
      message: expect.stringContaining('no data for the figure architecture'),
    });
  });

  test('refuses a folder that is not there', async () => {
    await expect(openArtifacts(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });
});

/** The header says another size; what follows is as it was. */
function writeSize(png: Uint8Array, side: number): Buffer {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(side, 16);
  copy.writeUInt32BE(side, 20);
  return copy;
}

function describeFile(
  path: string,
  role: FigureFile['role'],
  format: FigureFile['format'],
  content: string,
): FigureFile {
  return { path, role, format, bytes: content.length, sha256: hashSha256(content) };
}

async function writeManifest(files: FigureFile[]): Promise<void> {
  const manifest = makeManifest(files);
  const content = stringifyCanonicalJson(ManifestSchema, manifest, 'manifest.json');
  await writeFile(join(folder, 'manifest.json'), content);
  await writeFile(join(folder, 'manifest.json.sha256'), formatManifestSum(content));
}

function makeManifest(files: FigureFile[]): Manifest {
  const recipe = {
    batchSize: 32,
    optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    dropoutRate: 0.5,
    maxEpochs: 1,
    earlyStoppingPatience: 1,
  } as const;
  const choice = { trainingImages: 10, seed: 0 };
  const makeRun = (model: 'benchmark' | 'dummy'): Run => ({
    schemaVersion: 1,
    plan: { schemaVersion: 1, profile: 'tiny', model, choice, recipe },
    planHash: HASH,
    dataHash: HASH,
    trainingImages: 10,
    validationImages: 19,
    backend: 'layerprint',
    versions: {},
    layers: DATA.layers,
    epochs: [{ epoch: 1, loss: 2, accuracy: 0, validationLoss: 2, validationAccuracy: 0 }],
    bestEpoch: 1,
    stoppedEarly: false,
    weightsHash: HASH,
  });
  const dataset = { name: 'sketch-10', seed: 0, trainingImages: 10, testImages: 20 } as const;
  return {
    schemaVersion: MANIFEST_VERSION,
    profile: 'tiny',
    experiment: {
      schemaVersion: 2,
      dataset,
      models: ['benchmark', 'dummy'].map((id) => ({ id, ...choice })),
      recipe,
      specimens: { testIndex: 0, companions: 'none' },
    },
    experimentHash: HASH,
    dataset: {
      schemaVersion: 1,
      choice: dataset,
      image: CIFAR10.image,
      classNames: [...CIFAR10.classNames],
      trainingImages: 10,
      testImages: 20,
      files: ['data_batch_1.bin', 'test_batch.bin'].map((name) => ({
        name,
        bytes: 1,
        sha256: HASH,
      })),
      dataHash: HASH,
      leaks: [],
      specimens: [
        {
          id: 'frog-0',
          testIndex: 0,
          label: 6,
          className: 'frog',
          role: 'main',
          nearestTraining: { index: 0, label: 6, distance: 1 },
        },
      ],
    },
    runs: { benchmark: makeRun('benchmark'), dummy: makeRun('dummy') },
    figures: [
      {
        id: 'architecture',
        number: '1',
        kind: 'architecture',
        title: 'Trained layers',
        caption: 'One layer.',
        alt: 'One layer.',
        files,
        chain: { dataHash: HASH, experimentHash: HASH, seeds: {}, weightsHashes: {} },
      },
    ],
    claims: [],
    conditions: [],
  };
}
