import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareReports } from '../../src/comparison/index.ts';
import type { Diff } from '../../src/schemas/diff.ts';
import type { Layer } from '@layerprint/core/schemas/layer';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { SAMPLE_INPUTS, type SampleInputs } from '../../../artifacts/tests/sample-artifacts.ts';
import { sampleSide } from './sample-sides.ts';
import { asTrained } from '../../../artifacts/tests/as-trained.ts';

const GRID = 'activations-conv2d_6-dummy-frog-4';
/** What a training of the dummy changes: filter 1 is dead, and everything else is another number. */
const RETRAINED: Partial<SampleInputs> = {
  activations: [2, 0, 3, 0, 1, 0, 4, 0],
  overValidation: {
    images: 19,
    channels: [
      { silentImages: 0, max: 5 },
      { silentImages: 19, max: 0 },
    ],
  },
  values: [0, 1, 2, 3],
  epochs: 3,
  probabilities: SAMPLE_INPUTS.probabilities.toReversed(),
};
const hash = 'f'.repeat(64);

function compare(head: Partial<SampleInputs>): Diff {
  return compareReports({
    profile: 'sample',
    base: sampleSide('main'),
    head: sampleSide('HEAD', head),
  });
}

const find = (diff: Diff, id: string) => diff.figures.find((figure) => figure.id === id)!;

/** All that a diff says in sentences. */
function readSentences({ figures, claims, others, findings }: Diff): string[] {
  return [
    ...[...figures, ...claims].flatMap(({ sentences }) => sentences),
    ...[...others, ...findings].map(({ sentence }) => sentence),
  ];
}

/** What may be another in how a model came to be, and what is said of it; null where it is the same model. */
const MODELS: readonly [string, (manifest: Manifest) => unknown, string | null][] = [
  [
    'another seed',
    ({ runs }) => (asTrained(runs.dummy).plan.choice.seed = 3),
    'The dummy is another model: seed 2 → 3.',
  ],
  [
    'another number of images',
    ({ runs }) => (asTrained(runs.dummy).trainingImages = 20),
    'The dummy is another model: trainingImages 10 → 20.',
  ],
  [
    'other training images',
    ({ dataset }) => (dataset.files[0]!.sha256 = hash),
    'The dummy is another model: other training data.',
  ],
  [
    'another recipe',
    ({ runs }) => (asTrained(runs.dummy).plan.recipe.batchSize = 64),
    'The dummy is another model: recipe.batchSize 32 → 64.',
  ],
  [
    'other layers',
    ({ runs }) => (runs.dummy!.layers[0]!.outputShape = [64, 64, 3]),
    'The dummy is another model: other layers.',
  ],
  [
    'the role of the other model',
    ({ runs }) => {
      runs.dummy!.weightsHash = runs.benchmark!.weightsHash;
      asTrained(runs.dummy).plan.choice.seed = 1;
    },
    'The dummy is another model, which was the benchmark in the base: seed 2 → 1.',
  ],
  ['other code', ({ runs }) => (runs.dummy!.codeHash = hash), null],
  ['another engine', ({ runs }) => (runs.dummy!.backend = 'cpu'), null],
  ['another package', ({ runs }) => (runs.dummy!.versions['node'] = '24.0.1'), null],
  ['another test set', ({ dataset }) => (dataset.files[1]!.sha256 = hash), null],
];

describe('a model', () => {
  test.each(MODELS)('with %s is another or is not', (_, editManifest, sentence) => {
    const { replaced } = compare({ ...RETRAINED, editManifest });
    const models = replaced.filter(({ kind, name }) => kind === 'model' && name === 'dummy');
    expect(models.map((model) => model.sentence)).toEqual(sentence === null ? [] : [sentence]);
  });

  test.each(MODELS)('with %s has filters that are compared or are not', (_, edit, sentence) => {
    const diff = compare({ ...RETRAINED, editManifest: edit });
    const isCompared = sentence === null;
    const isFinding = isCompared && diff.replaced.length === 0;
    expect(diff.findings.some(({ kind }) => kind === 'dead-filters')).toBe(isFinding);
    expect(diff.findings.some(({ kind }) => kind === 'early-stopping')).toBe(isCompared);
    expect(find(diff, GRID).verdict).toBe(
      isFinding ? 'finding-changed' : isCompared ? 'changed' : 'replaced',
    );
    expect(readSentences(diff).some((text) => /filters? \d/.test(text))).toBe(isCompared);
  });

  test('with the same weights is the same, whatever was planned', () => {
    const editManifest = ({ runs }: Manifest) =>
      (asTrained(runs.dummy).plan.recipe.maxEpochs = 100);
    expect(compare({ looks: 'viridis', editManifest }).replaced).toEqual([]);
  });

  test('that is another is measured on each side by itself, however it came out', () => {
    const anyHead = fc.record({
      activations: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
      values: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 }),
      epochs: fc.integer({ min: 3, max: 5 }),
    });
    fc.assert(
      fc.property(anyHead, (head) => {
        const diff = compare({
          ...head,
          editManifest: ({ runs, claims }) => {
            asTrained(runs.dummy).plan.choice.seed = 3;
            claims[0]!.checks[0]!.measured[0]!.name = 'dummy';
          },
        });
        fc.pre(diff.replaced.length > 0);
        for (const { data } of diff.figures) {
          if (data?.kind === 'activation-grid') {
            expect([data.relativeError, data.worstFilter]).toEqual([null, null]);
            expect([data.channels, data.wentDead, data.fires]).toEqual([[], [], []]);
            expect(data.histogram.earthMoversDistance).toBeNull();
          }
          if (data?.kind === 'distribution') {
            const dummy = data.series.find(({ name }) => name === 'dummy');
            if (dummy) expect(dummy.histogram.jensenShannonDivergenceBits).toBeNull();
          }
          if (data?.kind === 'training-curves') {
            expect(data.models.find(({ model }) => model === 'dummy')!.partsAtEpoch).toBeNull();
          }
        }
        const numbers = /(?:dummy|epochs)[^:]*: .*\d → /i;
        expect(readSentences(diff).filter((text) => numbers.test(text))).toEqual([
          'runs.dummy.plan.choice.seed: 2 → 3.',
        ]);
      }),
    );
  });

  test('of the same identity beside it is compared as before', () => {
    const diff = compare({
      ...RETRAINED,
      editManifest: ({ runs }) => {
        asTrained(runs.dummy).plan.choice.seed = 3;
        asTrained(runs.benchmark).epochs[0]!.loss = 9;
      },
    });
    expect(readSentences(diff)).toContain('runs.benchmark.epochs.1.loss: 2 → 9.');
    // The bins of both end elsewhere, since the dummy has a larger activation now.
    expect(find(diff, 'distribution-conv2d_6').sentences).toEqual([
      'Of another dummy, so no number of one side is set against the other’s.',
    ]);
  });
});

describe('an image', () => {
  const rename = (manifest: Manifest) => {
    Object.assign(manifest.dataset.specimens[0]!, { id: 'cat-5', className: 'cat', testIndex: 5 });
  };

  test('of another name is the news, and its figures are shown and not compared', () => {
    const side = sampleSide('HEAD', { editManifest: rename });
    for (const figure of side.artifacts!.figures) {
      if ('specimen' in figure.data) Object.assign(figure.data, { specimen: 'cat-5' });
    }
    const files = side.artifacts!.figures.flatMap((figure) => figure.files);
    for (const file of files) if (file.role === 'data') file.sha256 = hash;
    const diff = compareReports({ profile: 'sample', base: sampleSide('main'), head: side });
    expect(diff.replaced.map(({ sentence }) => sentence)).toEqual([
      'The specimen is another image: frog-4 → cat-5.',
      'The validation images are other images: 19 of each.',
    ]);
    expect(find(diff, 'probabilities')).toMatchObject({
      verdict: 'replaced',
      data: null,
      sentences: ['Of another thing, so not compared: specimen frog-4 → cat-5.'],
    });
    expect(diff.findings).toEqual([]);
  });

  test('is the same in another test set where it has the same pixels, and only there', () => {
    const editManifest = ({ dataset }: Manifest) => (dataset.files[1]!.sha256 = hash);
    const names = (head: Partial<SampleInputs>) =>
      compare({ ...head, editManifest }).replaced.map(({ name }) => name);
    expect(names({})).toEqual(['validation images']);
    const pixels = SAMPLE_INPUTS.pixels.toReversed();
    expect(names({ pixels })).toEqual(['frog-4', 'validation images']);
  });

  test('that is another is measured on each side by itself', () => {
    const diff = compare({
      editManifest: (manifest) => {
        rename(manifest);
        for (const { measured } of manifest.claims[0]!.checks) measured[0]!.specimen = 0.9;
      },
    });
    const [claim] = diff.claims;
    expect(claim!.sentences).toEqual([
      'What is measured on another specimen stands on each side by itself.',
    ]);
    const values = claim!.checks[0]!.values.filter(({ name }) => name.includes(', specimen'));
    expect(values.map(({ base, head }) => [base, head])).toEqual([
      [0.55, null],
      [null, 0.9],
    ]);
  });
});

describe('specimens', () => {
  test('of another test set are told where a rule holds on another number of them', () => {
    const diff = compare({
      editManifest: ({ dataset, claims }) => {
        dataset.files.at(-1)!.sha256 = hash;
        claims[0]!.checks[0]!.specimens.holds = 2;
      },
    });
    expect(diff.claims[0]).toMatchObject({
      verdict: 'changed',
      sentences: ['What is measured on other specimens stands on each side by itself.'],
    });
  });
});

describe('a layer', () => {
  const convolution = (parameters: number): Layer => ({
    name: 'conv2d_6',
    kind: 'convolution',
    kernel: [3, 3],
    stride: [1, 1],
    padding: 'same',
    activation: 'relu',
    outputShape: [2, 2, 2],
    parameters,
  });

  test('of one name that is another is the news, and its maps are not compared', () => {
    const diff = compare({
      ...RETRAINED,
      layers: [...SAMPLE_INPUTS.layers, convolution(9)],
    });
    expect(diff.replaced.some(({ kind }) => kind === 'layer')).toBe(false);
    const other = compareReports({
      profile: 'sample',
      base: sampleSide('main', {
        layers: [convolution(9)],
      }),
      head: sampleSide('HEAD', {
        ...RETRAINED,
        layers: [convolution(25)],
      }),
    });
    expect(other.replaced.find(({ kind }) => kind === 'layer')!.sentence).toBe(
      'The layer conv2d_6 is another layer: parameters 9 → 25.',
    );
    expect(find(other, GRID)).toMatchObject({ verdict: 'replaced', data: null });
    expect(find(other, GRID).sentences[0]).toMatch(/^Of another layer conv2d_6/);
  });
});
