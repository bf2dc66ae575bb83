import {
  computeActivationDistributionData,
  computeActivationGridData,
  computeProbabilitiesData,
  computeTrainingCurvesData,
  entryOf,
  makeFigureId,
  measureValues,
} from '@layerprint/core';
import { hashSha256 } from '@layerprint/artifacts/files';
import type { Artifacts, OpenedFigure } from '@layerprint/artifacts';
import { CIFAR10 } from '@layerprint/core/images';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { openSample, sampleArtifacts } from '../../../artifacts/tests/sample-artifacts.ts';
import { imageOf, SAMPLE_IMAGE, sampleEpochs } from '../../../core/tests/figures/sample-data.ts';

/** A model of a sample report: all that is measured of it follows from its seed. */
export interface SampleModel {
  readonly id: string;
  readonly seed: number;
  readonly name?: string;
}

const SPECIMEN = 'frog-4';
const LAYER = 'conv2d_6';

/** "a1 b2": models with ids of letters, and the seeds that follow them. */
export function readModels(text: string): SampleModel[] {
  return [...text.matchAll(/([a-z_-]+)(\d+)/g)].map(([, id, seed]) => ({
    id: id!,
    seed: Number(seed),
  }));
}

/** A report of any models: their training, their answers, how their activations are distributed, and a grid of each. */
export function sampleOfModels(
  models: readonly SampleModel[],
  editManifest: (manifest: Manifest) => void = () => undefined,
  classNames: readonly string[] = CIFAR10.classNames,
): Artifacts {
  const sample = sampleArtifacts();
  const figures = [
    ...sample.figures.filter(({ kind }) => kind === 'picture' || kind === 'architecture'),
    ...listFigures(models, classNames).map(([kind, data, words]) =>
      openFigure(kind, data, words, models),
    ),
  ];
  const [run] = Object.values(sample.manifest.runs);
  const choose = ({ seed }: SampleModel) => ({ seed, trainingImages: 10 });
  const manifest = structuredClone({
    ...sample.manifest,
    experiment: {
      ...sample.manifest.experiment,
      models: models.map(({ id, seed, name }) => ({
        id,
        ...(name && { name }),
        ...choose({ id, seed }),
      })),
    },
    dataset: { ...sample.manifest.dataset, classNames: [...classNames] },
    runs: Object.fromEntries(
      models.map((model) => [
        model.id,
        {
          ...run!,
          plan: { ...run!.plan, model: model.id, choice: choose(model) },
          planHash: hashSha256(`plan ${model.id} ${model.seed}`),
          trainingImages: 10,
          epochs: sampleEpochs(2 + (model.seed % 3)),
          bestEpoch: 2,
          weightsHash: hashWeights(model),
        },
      ]),
    ),
    figures: figures.map((figure) => ({ ...figure, data: undefined })),
    claims: [],
    conditions: [],
  }) as Manifest;
  editManifest(manifest);
  return openSample(
    manifest,
    figures.map(({ data }) => data),
  );
}

type Row = [OpenedFigure['kind'], OpenedFigure['data'], Partial<OpenedFigure>];

function listFigures(models: readonly SampleModel[], classNames: readonly string[]): Row[] {
  const named = models.map(({ id, seed, name }) => ({ model: { id, name: name ?? id }, seed }));
  const curves = computeTrainingCurvesData({
    figure: 'training-loss',
    metric: 'loss',
    models: named.map(({ model, seed }) => ({
      model,
      run: { bestEpoch: 2, epochs: sampleEpochs(2 + (seed % 3)) },
    })),
  });
  const distribution = computeActivationDistributionData({
    figure: `distribution-${LAYER}`,
    layer: LAYER,
    over: `the specimen ${SPECIMEN}`,
    models: named.map(({ model, seed }) => ({
      model,
      activations: measureValues(Float32Array.of(0, seed, seed / 2)),
    })),
  });
  const answers = computeProbabilitiesData({
    figure: 'probabilities',
    specimen: SPECIMEN,
    classNames,
    trueClass: classNames.includes('frog') ? 'frog' : classNames[0]!,
    models: named.map(({ model, seed }) => ({
      model,
      probabilities: Float32Array.from(classNames, (_, label) =>
        label === seed % classNames.length ? 1 : 0,
      ),
    })),
  });
  const grids = named.map(({ model, seed }): Row => {
    const data = computeActivationGridData({
      figure: makeFigureId('activations-{layer}-{model}-{specimen}', {
        layer: LAYER,
        model: model.id,
        specimen: SPECIMEN,
      }),
      model,
      layer: LAYER,
      specimen: SPECIMEN,
      shape: [2, 2, 2],
      activations: Float32Array.from({ length: 8 }, (_, place) => (place * seed) % 5),
      specimenImage: imageOf(SAMPLE_IMAGE),
      modelsMaximum: 5,
      overValidation: {
        images: 19,
        channels: [
          { silentImages: 0, max: 5 },
          { silentImages: seed % 19, max: 4 },
        ],
      },
    });
    return ['activation-grid', data, { model: model.id, layer: LAYER, specimen: SPECIMEN }];
  });
  return [
    ['probabilities', answers, { specimen: SPECIMEN }],
    ['distribution', distribution, { layer: LAYER, specimen: SPECIMEN }],
    ['training-curves', curves, {}],
    ...grids,
  ];
}

function openFigure(
  kind: OpenedFigure['kind'],
  data: OpenedFigure['data'],
  words: Partial<OpenedFigure>,
  models: readonly SampleModel[],
): OpenedFigure {
  const id = data.figure;
  const file = (suffix: string, content: string) => ({
    path: `figures/${id}/${id}${suffix}`,
    bytes: content.length,
    sha256: hashSha256(content),
  });
  const text = JSON.stringify(data);
  const shown =
    words.model === undefined ? text : JSON.stringify({ ...data, figure: '', model: '' });
  return {
    id,
    number: null,
    kind,
    ...entryOf(kind).describe(data),
    ...words,
    files: [
      { ...file('.json', text), role: 'data', format: 'json' },
      { ...file('.png', shown), role: 'picture', format: 'png', width: 4, height: 4 },
    ],
    chain: {
      dataHash: hashSha256('data'),
      experimentHash: hashSha256('experiment'),
      seeds: Object.fromEntries(models.map(({ id, seed }) => [id, seed])),
      weightsHashes: Object.fromEntries(models.map((model) => [model.id, hashWeights(model)])),
    },
    data,
  } as OpenedFigure;
}

function hashWeights({ seed }: SampleModel): string {
  return hashSha256(`weights of seed ${seed}`);
}
