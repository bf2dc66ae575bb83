import { describe, expect, test } from 'vitest';
import { compareReports } from '../../src/comparison/index.ts';
import { shortenHash } from '@layerprint/core';
import { hashSha256 } from '@layerprint/artifacts/files';
import type { RolesChoice } from '@layerprint/core/schemas/experiment';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { SAMPLE_INPUTS, type SampleInputs } from '../../../artifacts/tests/sample-artifacts.ts';
import { sampleSide } from './sample-sides.ts';
import { asTrainedModel } from '../../../artifacts/tests/as-trained.ts';

/** What a training of the dummy changes. */
const RETRAINED: Partial<SampleInputs> = { activations: [2, 0, 2, 0.5, 1, 0, 4, 0.5] };
const RETRAINED_FIGURES = [
  'activations-conv2d_6-dummy-frog-4',
  'distribution-conv2d_6',
  'probabilities',
  'training-loss',
  'training-accuracy',
];

/** A hash of the sample as a sentence shows it. */
const short = (content: string) => shortenHash(hashSha256(content));

function compare(
  editManifest: (manifest: Manifest) => unknown,
  changes: Partial<SampleInputs> = {},
) {
  return compareReports({
    profile: 'sample',
    base: sampleSide('main'),
    head: sampleSide('HEAD', { ...changes, editManifest }),
  });
}

describe('the causes of a diff', () => {
  test.each<[string, (manifest: Manifest) => void, string[]]>([
    [
      'a field of the experiment',
      ({ experiment }) => (asTrainedModel(experiment.models[1]).seed = 3),
      ['experiment: The experiment’s models.dummy.seed: 2 → 3.'],
    ],
    [
      'the data',
      ({ dataset }) => (dataset.dataHash = 'a'.repeat(64)),
      ['data: The data are others.'],
    ],
    [
      'the training code of both models, once',
      ({ runs }) => {
        runs.benchmark!.codeHash = 'b'.repeat(64);
        runs.dummy!.codeHash = 'b'.repeat(64);
      },
      ['training-code: The training code is another.'],
    ],
    [
      'training code that is not recorded',
      ({ runs }) => delete runs.dummy!.codeHash,
      [`training-code: The training code: ${short('training code')} → not recorded.`],
    ],
    [
      'another backend',
      ({ runs }) => (runs.dummy!.backend = 'cpu'),
      ['engine: The backend that trains: layerprint → cpu.'],
    ],
    [
      'kernels of our own, told by their hash',
      ({ runs }) => (runs.dummy!.versions['kernels'] = 'c'.repeat(64)),
      ['engine: The engine’s kernels: not recorded → cccccccccc.'],
    ],
    [
      'a package that trains, and one that draws',
      ({ runs, figureCode }) => {
        runs.dummy!.versions['@tensorflow/tfjs-core'] = '4.23.0';
        figureCode!.versions['vega'] = '6.5.0';
      },
      [
        'dependency: The dependency @tensorflow/tfjs-core: 4.22.0 → 4.23.0.',
        'dependency: The dependency vega: 6.4.0 → 6.5.0.',
      ],
    ],
    [
      'backends of the two models that changed apart, each with its place',
      ({ runs }) => {
        runs.benchmark!.backend = 'cpu';
        runs.dummy!.backend = 'node';
      },
      [
        'engine: The backend that trains: layerprint → cpu (runs.benchmark.backend).',
        'engine: The backend that trains: layerprint → node (runs.dummy.backend).',
      ],
    ],
    [
      'weights, whatever made them others',
      ({ runs }) => (runs.benchmark!.weightsHash = 'b'.repeat(64)),
      ['weights: The weights of the benchmark are others.'],
    ],
    [
      'the files of the data that are others',
      ({ dataset }) => {
        dataset.dataHash = 'a'.repeat(64);
        for (const file of dataset.files) file.sha256 = 'a'.repeat(64);
      },
      ['data: The data differ in data_batch_1.bin and test_batch.bin.'],
    ],
    [
      'the files of the code that are others, new and gone, once for both models',
      ({ runs }) => {
        for (const run of Object.values(runs)) {
          run.codeHash = 'b'.repeat(64);
          run.codeFiles = { 'packages/trainer/src/b.ts': 'b'.repeat(64) };
        }
      },
      [
        'training-code: The training code differs in packages/trainer/src/train.ts (gone) and packages/trainer/src/b.ts (new).',
      ],
    ],
    [
      'the file that another colour map is in',
      ({ figureCode }) => {
        figureCode!.hash = 'd'.repeat(64);
        figureCode!.files!['packages/core/src/figures/colour-map.ts'] = 'd'.repeat(64);
      },
      [
        'figure-code: The code that makes the figures differs in packages/core/src/figures/colour-map.ts.',
      ],
    ],
    [
      'code of which one side does not tell the files',
      ({ figureCode }) => {
        figureCode!.hash = 'd'.repeat(64);
        delete figureCode!.files;
      },
      ['figure-code: The code that makes the figures is another.'],
    ],
    [
      'the code that makes the figures',
      ({ figureCode }) => (figureCode!.hash = 'd'.repeat(64)),
      ['figure-code: The code that makes the figures is another.'],
    ],
  ])('name %s', (_, edit, expected) => {
    expect(compare(edit).causes.map(({ kind, sentence }) => `${kind}: ${sentence}`)).toEqual(
      expected,
    );
  });

  test('of a training reach the figures made from its weights, where these are others', () => {
    const seed = ({ experiment }: Manifest) => void (asTrainedModel(experiment.models[1]).seed = 3);
    const { figures } = compare(seed, { ...RETRAINED, looks: 'viridis' });
    const reached = figures.filter(({ causes }) => causes.includes('experiment-models-dummy-seed'));
    expect(reached.map(({ id }) => id)).toEqual(RETRAINED_FIGURES);
    const notRetrained = compare(seed, { looks: 'viridis' });
    expect(notRetrained.figures.flatMap(({ causes }) => causes)).not.toContain(
      'experiment-models-dummy-seed',
    );
  });

  test('of the other model do not reach a figure whose weights stayed', () => {
    const { figures } = compare(
      ({ experiment }) => void (asTrainedModel(experiment.models[0]).seed = 3),
      RETRAINED,
    );
    expect(figures.flatMap(({ causes }) => causes)).not.toContain(
      'experiment-models-benchmark-seed',
    );
  });

  test('of the rate of dropout reach the architecture, which has it', () => {
    const layers = SAMPLE_INPUTS.layers.map((layer) =>
      layer.kind === 'dropout' ? { ...layer, rate: 0.25 } : layer,
    );
    const { figures, others } = compare(
      ({ experiment }) => void (experiment.recipe!.dropoutRate = 0.25),
      { layers },
    );
    const reached = figures.filter(({ causes }) => causes.length > 0);
    expect(reached.map(({ id, sentences, causes }) => [id, sentences, causes])).toEqual([
      [
        'architecture',
        [
          'dropout_1: dropout, 0.5, gives 8 × 8 × 64, 0 parameters → dropout, 0.25, gives 8 × 8 × 64, 0 parameters.',
        ],
        ['experiment-recipe-dropoutrate'],
      ],
    ]);
    expect(others).toEqual([]);
  });

  test.each<[string, RolesChoice, string[]]>([
    ['last', { last: 'dense_1' }, ['distribution-conv2d_6', 'more', 'probabilities']],
    ['lead', { lead: ['dense_1'] }, ['lead', 'distribution-conv2d_6', 'more', 'probabilities']],
  ])('of the roles reach what another %s layer lists and shows', (part, roles, shown) => {
    const first = 'conv2d_1';
    const { causes, figures } = compareReports({
      profile: 'sample',
      base: sampleSide('main', {
        renamed: { specimen: 'lead' },
        editManifest: ({ experiment }) => void (experiment.roles = { first }),
      }),
      head: sampleSide('HEAD', {
        renamed: { specimen: 'lead', probabilities: 'more' },
        pixels: SAMPLE_INPUTS.pixels.toReversed(),
        editManifest: ({ experiment, figures: listed }) => {
          experiment.roles = { first, ...roles };
          listed.find(({ id }) => id === 'distribution-conv2d_6')!.number = null;
        },
      }),
    });
    const reached = figures.filter((figure) => figure.causes.includes(`experiment-roles-${part}`));
    expect(causes.map(({ id }) => id)).toContain(`experiment-roles-${part}`);
    expect(reached.map(({ id }) => id)).toEqual(shown);
  });

  test('are unknown for a figure that differs though nothing recorded does', () => {
    const { causes, figures } = compare(() => undefined, RETRAINED);
    expect(causes.map(({ kind }) => kind)).toEqual(['weights', 'unknown']);
    expect(
      figures.filter((figure) => figure.causes.includes('unknown')).map(({ id }) => id),
    ).toEqual(['activations-conv2d_6-dummy-frog-4']);
  });

  test('are unknown where nothing recorded differs but an observation does', () => {
    const { causes } = compare(({ claims }) => (claims[0]!.checks[0]!.measured[0]!.specimen = 0.7));
    expect(causes.map(({ kind }) => kind)).toEqual(['unknown']);
  });

  test('are not told of identical figures', () => {
    const { figures } = compare(({ figureCode }) => (figureCode!.hash = 'd'.repeat(64)));
    expect(figures.flatMap(({ causes }) => causes)).toEqual([]);
  });
});
