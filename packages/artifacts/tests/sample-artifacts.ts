import {
  computeActivationDistributionData,
  computeActivationGridData,
  computeArchitectureData,
  computePictureData,
  computeProbabilitiesData,
  computeTrainingCurvesData,
  measureValues,
} from '@layerprint/core';
import type { ActivationGridInput } from '@layerprint/core';
import type { Artifacts, OpenedFigure } from '../src/report/open-artifacts.ts';
import { hashSha256 } from '../src/files.ts';
import { CIFAR10 } from '@layerprint/core/images';
import type { ClaimCheck } from '@layerprint/core/schemas/claim';
import { MANIFEST_VERSION } from '@layerprint/core/schemas/manifest';
import type { NamedModel } from '@layerprint/core/schemas/experiment';
import type { Figure, Manifest } from '@layerprint/core/schemas/manifest';
import type { Run } from '@layerprint/core/schemas/run';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import {
  imageOf,
  SAMPLE_IMAGE,
  SAMPLE_LAYERS,
  sampleEpochs,
  sampleModel,
} from '../../core/tests/figures/sample-data.ts';

/** What a sample report is made from; a test changes what it is about. */
export interface SampleInputs {
  /** The roles of the two models. */
  roles: Readonly<Record<'benchmark' | 'dummy', ModelId>>;
  /** Two filters of 2 × 2 values, channels innermost: filter 1 has zeros. */
  activations: number[];
  /** The largest activation of either model. */
  modelsMaximum: number;
  /** What the two filters do over all validation images. */
  overValidation: ActivationGridInput['overValidation'];
  /** The dummy's activations of conv2d_6. */
  values: number[];
  /** The dummy's probabilities by label. */
  probabilities: number[];
  epochs: number;
  bestEpoch: number;
  layers: Run['layers'];
  /** Bytes of the specimen, `[32, 32, 3]`. */
  pixels: Uint8Array;
  /** What stands for how everything is drawn. */
  looks: string;
  /** Ids of figures that are renamed. */
  renamed: Record<string, string>;
  editManifest: (manifest: Manifest) => void;
}

const PROBABILITIES = [0, 0, 0, 0, 0, 0, 0.25, 0, 0.75, 0];

/** The inputs of the base in every test: numbers that a head can compute on. */
export const SAMPLE_INPUTS: SampleInputs = {
  roles: { benchmark: 'benchmark', dummy: 'dummy' },
  activations: [1, 0, 2, 0.5, 1, 0, 4, 0.5],
  modelsMaximum: 4,
  overValidation: {
    images: 19,
    channels: [
      { silentImages: 0, max: 5 },
      { silentImages: 3, max: 0.75 },
    ],
  },
  values: [0, 0, 0.5, 1],
  probabilities: PROBABILITIES,
  epochs: 4,
  bestEpoch: 3,
  layers: SAMPLE_LAYERS,
  pixels: SAMPLE_IMAGE,
  looks: 'inferno',
  renamed: {},
  editManifest: () => undefined,
};

/** The same report, in which each model has the role of the other. */
export const SWAPPED = { roles: { benchmark: 'dummy', dummy: 'benchmark' } } as const;

/** A report of one figure a kind as `openArtifacts` gives it, without the folder. */
export function sampleArtifacts(changes: Partial<SampleInputs> = {}): Artifacts {
  const inputs = { ...SAMPLE_INPUTS, ...changes };
  const weights = hashSha256(JSON.stringify([inputs.activations, inputs.values, inputs.epochs]));
  const opened = listData(inputs).map(([kind, data, words]) =>
    openFigure(kind, data, words, inputs, weights),
  );
  // Read anew, so that no two parts of it are one object.
  const text = JSON.stringify(makeManifest(opened, inputs, weights));
  const manifest = JSON.parse(text) as Manifest;
  inputs.editManifest(manifest);
  return openSample(
    manifest,
    opened.map(({ data }) => data),
  );
}

/** A manifest with the data of its figures, as `openArtifacts` gives them. */
export function openSample(manifest: Manifest, data: readonly OpenedFigure['data'][]): Artifacts {
  return {
    folder: 'nowhere',
    manifest,
    manifestHash: hashSha256(JSON.stringify(manifest)),
    figures: manifest.figures.map((figure, i) => ({ ...figure, data: data[i] }) as OpenedFigure),
  };
}

type Kind = OpenedFigure['kind'];
type Words = Partial<Pick<OpenedFigure, 'model' | 'layer' | 'specimen' | 'number'>>;

function listData(inputs: SampleInputs): [Kind, OpenedFigure['data'], Words][] {
  const specimen = 'frog-4';
  const { benchmark, dummy } = inputs.roles;
  const curves = (metric: 'loss' | 'accuracy') =>
    computeTrainingCurvesData({
      figure: `training-${metric}`,
      metric,
      models: inOrder(
        { model: sampleModel(benchmark), run: { bestEpoch: 2, epochs: sampleEpochs(3) } },
        {
          model: sampleModel(dummy),
          run: { bestEpoch: inputs.bestEpoch, epochs: sampleEpochs(inputs.epochs) },
        },
      ),
    });
  const grid = computeActivationGridData({
    figure: `activations-conv2d_6-${dummy}-frog-4`,
    model: sampleModel(dummy),
    layer: 'conv2d_6',
    specimen,
    shape: [2, 2, 2],
    activations: Float32Array.from(inputs.activations),
    specimenImage: imageOf(SAMPLE_IMAGE),
    modelsMaximum: inputs.modelsMaximum,
    overValidation: inputs.overValidation,
  });
  const distribution = computeActivationDistributionData({
    figure: 'distribution-conv2d_6',
    layer: 'conv2d_6',
    over: 'the specimen frog-4',
    models: inOrder(
      {
        model: sampleModel(benchmark),
        activations: measureValues(Float32Array.of(0, 1, 1, 1)),
      },
      { model: sampleModel(dummy), activations: measureValues(Float32Array.from(inputs.values)) },
    ),
  });
  const probabilities = computeProbabilitiesData({
    figure: 'probabilities',
    specimen,
    classNames: CIFAR10.classNames,
    trueClass: 'frog',
    models: inOrder(
      {
        model: sampleModel(benchmark),
        probabilities: Float32Array.from(CIFAR10.classNames, (name) => (name === 'frog' ? 1 : 0)),
      },
      { model: sampleModel(dummy), probabilities: Float32Array.from(inputs.probabilities) },
    ),
  });
  const picture = computePictureData({
    figure: 'specimen',
    specimen,
    image: imageOf(inputs.pixels),
    layers: [],
  });
  return [
    ['picture', picture, { number: 'specimen', specimen }],
    [
      'architecture',
      computeArchitectureData({ figure: 'architecture', layers: inputs.layers }),
      { number: '1' },
    ],
    ['activation-grid', grid, { number: '4', model: dummy, layer: 'conv2d_6', specimen }],
    ['distribution', distribution, { number: '6', layer: 'conv2d_6' }],
    ['probabilities', probabilities, { number: '8', specimen }],
    ['training-curves', curves('loss'), {}],
    ['training-curves', curves('accuracy'), {}],
  ];
}

/** The two models in the order in which reports list them, whatever each was made of. */
function inOrder<T extends { readonly model: NamedModel }>(...models: readonly [T, T]): T[] {
  return models.toSorted((a, b) => (a.model.id < b.model.id ? -1 : 1));
}

/** Kinds of figures that no model enters. */
const OF_NO_MODEL: readonly Kind[] = ['picture', 'architecture'];

/** The models that a kind of figure is made from; the benchmark's weights are the same everywhere. */
function listMadeFrom(kind: Kind): readonly ModelId[] {
  return OF_NO_MODEL.includes(kind) ? [] : ['benchmark', 'dummy'];
}

function openFigure(
  kind: Kind,
  original: OpenedFigure['data'],
  words: Words,
  { renamed, looks, roles }: SampleInputs,
  weights: string,
): OpenedFigure {
  const id = renamed[original.figure] ?? original.figure;
  const data = { ...original, figure: id };
  const text = JSON.stringify(data);
  // A table and a picture of one model do not name it.
  const shown = words.model ? JSON.stringify({ ...data, figure: null, model: null }) : text;
  const file = (suffix: string, content: string) => ({
    path: `figures/${id}/${id}${suffix}`,
    bytes: content.length,
    sha256: hashSha256(content),
  });
  const weightsHashes = { [roles.benchmark]: hashSha256('benchmark'), [roles.dummy]: weights };
  return {
    id,
    number: null,
    kind,
    title: `The figure ${id}`,
    caption: `What ${id} shows.`,
    alt: `${id} in words.`,
    ...words,
    files: [
      { ...file('.json', text), role: 'data', format: 'json' },
      { ...file('.csv', shown), role: 'table', format: 'csv' },
      { ...file('.png', shown + looks), role: 'picture', format: 'png', width: 4, height: 4 },
    ],
    chain: {
      dataHash: hashSha256('data'),
      experimentHash: hashExperiment(roles),
      seeds: Object.fromEntries(
        listMadeFrom(kind).map((model) => [model, model === roles.dummy ? 2 : 1]),
      ),
      weightsHashes: Object.fromEntries(
        listMadeFrom(kind).map((model) => [model, weightsHashes[model]]),
      ),
    },
    data,
  } as OpenedFigure;
}

function hashExperiment({ benchmark }: SampleInputs['roles']): string {
  return hashSha256(`experiment of the ${benchmark}`);
}

function withoutData(figure: OpenedFigure): Figure {
  const entry: Figure & { data?: unknown } = { ...figure };
  delete entry.data;
  return entry;
}

function makeManifest(
  figures: readonly OpenedFigure[],
  { epochs, bestEpoch, layers, looks, roles }: SampleInputs,
  weights: string,
): Manifest {
  const recipe = {
    batchSize: 32,
    optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    dropoutRate: 0.5,
    maxEpochs: 5,
    earlyStoppingPatience: 1,
  } as const;
  const chosen = new Map([
    [roles.benchmark, { trainingImages: 50, seed: 1 }],
    [roles.dummy, { trainingImages: 10, seed: 2 }],
  ]);
  const dataset = { name: 'sketch-10', seed: 0, trainingImages: 50, testImages: 20 } as const;
  const makeRun = (model: ModelId): Run => ({
    schemaVersion: 1,
    plan: { schemaVersion: 1, profile: 'sample', model, choice: chosen.get(model)!, recipe },
    planHash: hashSha256(`plan ${model}`),
    dataHash: hashSha256('data'),
    trainingImages: chosen.get(model)!.trainingImages,
    validationImages: 19,
    backend: 'layerprint',
    codeHash: hashSha256('training code'),
    codeFiles: { 'packages/trainer/src/train.ts': hashSha256('train') },
    versions: { node: '24.0.0', '@tensorflow/tfjs-core': '4.22.0' },
    layers,
    epochs: sampleEpochs(model === roles.dummy ? epochs : 3),
    bestEpoch: model === roles.dummy ? bestEpoch : 2,
    stoppedEarly: false,
    weightsHash: model === roles.dummy ? weights : hashSha256('benchmark'),
  });
  return {
    schemaVersion: MANIFEST_VERSION,
    profile: 'sample',
    experiment: {
      schemaVersion: 2,
      dataset,
      models: ['benchmark', 'dummy'].map((id) => ({ id, ...chosen.get(id)! })),
      recipe,
      specimens: { testIndex: 4, companions: 'none' },
    },
    experimentHash: hashExperiment(roles),
    claimsHash: hashSha256('claims'),
    dataset: {
      schemaVersion: 1,
      choice: dataset,
      image: CIFAR10.image,
      classNames: [...CIFAR10.classNames],
      trainingImages: 50,
      testImages: 20,
      files: ['data_batch_1.bin', 'test_batch.bin'].map((name) => ({
        name,
        bytes: 3073,
        sha256: hashSha256(name),
      })),
      dataHash: hashSha256('data'),
      leaks: [],
      specimens: [
        {
          id: 'frog-4',
          testIndex: 4,
          label: 6,
          className: 'frog',
          role: 'main',
          nearestTraining: { index: 7, label: 6, distance: 5.5 },
        },
      ],
    },
    runs: { benchmark: makeRun('benchmark'), dummy: makeRun('dummy') },
    figureCode: {
      hash: hashSha256(looks),
      files: { 'packages/core/src/figures/colour-map.ts': hashSha256(looks) },
      versions: { node: '24.0.0', vega: '6.4.0' },
    },
    figures: figures.map(withoutData),
    claims: [
      {
        id: 'last-layer-black',
        number: 2,
        sentence: 'Most of the pixels of the benchmark are black.',
        restsOn: 'networks',
        outcome: 'holds-in-part',
        checks: [
          sampleCheck('black', 'Most activations are zero.', 'benchmark > 0.5', 'holds', 'share'),
          sampleCheck('likeness', 'The likeness is small.', 'benchmark < 0.5', 'fails', ''),
        ],
      },
    ],
    conditions: [
      {
        model: roles.dummy,
        kind: 'last-epoch',
        sentence: `The ${roles.dummy} may not have been done.`,
      },
    ],
  };
}

function sampleCheck(
  id: string,
  statement: string,
  rule: string,
  verdict: 'holds' | 'fails',
  unit: string,
): ClaimCheck {
  const [median, lowerQuartile, upperQuartile] =
    verdict === 'holds' ? [0.625, 0.5, 0.75] : [0.75, 0.65, 0.85];
  return {
    id,
    statement,
    measure: 'What is measured.',
    rule,
    decidedOn: 'validation',
    verdict,
    reason: null,
    specimen: verdict,
    specimens: { holds: 1, of: 2, undefined: 0 },
    validation: { holds: verdict === 'holds' ? 15 : 3, of: 18, undefined: 1 },
    untrained: { holds: 9, of: 19, undefined: 0 },
    chance: null,
    measured: [
      {
        name: 'benchmark',
        unit,
        specimen: 0.55,
        validation: { median, lowerQuartile, upperQuartile },
        untrained: { median: 0.45, lowerQuartile: 0.4, upperQuartile: 0.5 },
        chance: null,
      },
    ],
  };
}
