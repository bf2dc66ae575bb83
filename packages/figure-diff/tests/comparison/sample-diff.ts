import { CIFAR10 } from '@layerprint/core/images';
import { countVerdicts } from '../../src/comparison/index.ts';
import { type Diff, DiffSchema, type Side } from '../../src/schemas/diff.ts';
import type { FigureDiff } from '../../src/schemas/figure-diff.ts';
import type { Epoch } from '@layerprint/core/schemas/run';

/** A sha256 that is told apart at a glance. */
const hash = (digit: string) => digit.repeat(64);
const best: Epoch = {
  epoch: 2,
  loss: 1,
  accuracy: 0.6,
  validationLoss: 1.25,
  validationAccuracy: 0.5,
};

const sampleSide = (label: string, digit: string): Side & { status: 'built' } => {
  const model = { seed: 1, trainingImages: 50, backend: 'layerprint', epochs: 3, best } as const;
  return {
    status: 'built',
    source: { label, from: 'commit', commit: digit.repeat(40), uncommitted: false },
    report: {
      manifestHash: hash(digit),
      experimentHash: hash(digit),
      dataset: 'sketch-10',
      dataHash: hash('d'),
      models: [
        { id: 'benchmark', name: 'benchmark', ...model, weightsHash: hash('b') },
        {
          id: 'dummy',
          name: 'dummy',
          ...model,
          seed: digit === 'a' ? 2 : 3,
          weightsHash: hash(digit),
        },
      ],
      figures: 7,
      claims: [
        {
          id: 'last-layer-unrecognisable',
          number: 2,
          sentence: 'In conv2d_6 most of the pixels of the benchmark are black.',
          outcome: digit === 'a' ? 'fails' : 'holds',
        },
      ],
    },
  };
};

const figure = (
  id: string,
  kind: FigureDiff['kind'],
  verdict: FigureDiff['verdict'],
  rest: Partial<FigureDiff> = {},
): FigureDiff => ({
  id,
  number: null,
  kind,
  title: `The figure ${id}`,
  alt: { base: `${id} as it was.`, head: `${id} as it is.` },
  verdict,
  sentences: [],
  causes: [],
  likelyRename: null,
  data: null,
  pictures: [],
  ...rest,
});

const picture = (id: string, side: string, scope: string) => ({
  path: `pictures/${id}/${id}-${scope}.${side}.png`,
  width: 196,
  height: 96,
});

const GRID = 'activations-conv2d_6-dummy-frog-4';

/**
 * A diff with one figure a verdict and most kinds, small enough to check by hand: two filters of 1 × 2
 * values, of which filter 1 went dead. Its pictures are named and not there.
 */
export function sampleDiff(): Diff {
  return DiffSchema.parse({
    schemaVersion: 1,
    profile: 'quick',
    base: sampleSide('main', 'a'),
    head: sampleSide('HEAD', 'c'),
    tolerances: { relative: 1e-3, share: 1e-3 },
    verdicts: {
      identical: 1,
      'numeric-noise': 1,
      'visual-only': 1,
      changed: 2,
      replaced: 0,
      'finding-changed': 2,
      added: 1,
      removed: 1,
    },
    claimVerdicts: {
      identical: 0,
      'numeric-noise': 0,
      'visual-only': 0,
      changed: 1,
      replaced: 0,
      'finding-changed': 1,
      added: 0,
      removed: 1,
    },
    causes: [
      {
        id: 'experiment-models-dummy-seed',
        kind: 'experiment',
        input: 'models.dummy.seed',
        base: '2',
        head: '3',
        sentence: 'The experiment’s models.dummy.seed: 2 → 3.',
      },
    ],
    replaced: [],
    findings: [
      {
        kind: 'claim',
        subject: 'last-layer-unrecognisable',
        model: null,
        sentence: 'Observation 2 fails → holds.',
      },
      {
        kind: 'claim',
        subject: 'filters-alike',
        model: null,
        sentence: 'Observation 4 is gone: holds in the base. Filters look alike.',
      },
      {
        kind: 'dead-filters',
        subject: GRID,
        model: 'dummy',
        sentence: 'conv2d_6, dummy, frog-4: filter 1 went dead.',
      },
      {
        kind: 'top-class',
        subject: 'probabilities',
        model: 'dummy',
        sentence: 'The dummy takes frog-4 for: ship (55.0%) → frog (75.0%).',
      },
    ],
    claims: [
      {
        id: 'last-layer-unrecognisable',
        number: 2,
        sentence: 'In conv2d_6 most of the pixels of the benchmark are black.',
        verdict: 'finding-changed',
        sentences: ['Fails → holds.', 'The rule is another one.'],
        outcome: { base: 'fails', head: 'holds' },
        checks: [
          {
            id: 'last-layer-black',
            statement: "Most of the benchmark's activations of conv2d_6 are zero.",
            rule: { base: 'benchmark > 0.5', head: 'benchmark > 0.5, on the specimen' },
            verdict: { base: 'fails', head: 'holds' },
            values: [
              {
                name: 'benchmark',
                unit: { base: 'share', head: 'share' },
                base: 0.25,
                head: 0.75,
              },
            ],
          },
        ],
      },
      {
        id: 'entropy-falls',
        number: 3,
        sentence: 'The entropy falls from layer to layer.',
        verdict: 'changed',
        sentences: ['“The entropy falls.”, dummy: validation median 1.50 → 1.80.'],
        outcome: { base: 'holds', head: 'holds' },
        checks: [
          {
            id: 'falls',
            statement: 'The entropy falls.',
            rule: { base: 'dummy < 2', head: 'dummy < 2' },
            verdict: { base: 'holds', head: 'holds' },
            values: [
              {
                name: 'dummy',
                unit: { base: 'bits', head: 'bits' },
                base: 1.5,
                head: 1.8,
              },
            ],
          },
        ],
      },
      {
        id: 'filters-alike',
        number: 4,
        sentence: 'Filters look alike.',
        verdict: 'removed',
        sentences: ['Only in the base: holds.'],
        outcome: { base: 'holds', head: null },
        checks: [
          {
            id: 'alike',
            statement: 'Filters look alike.',
            rule: { base: 'dummy > 0', head: null },
            verdict: { base: 'holds', head: null },
            values: [
              {
                name: 'dummy',
                unit: { base: '', head: null },
                base: 0.5,
                head: null,
              },
            ],
          },
        ],
      },
    ],
    others: [
      {
        path: 'runs.dummy.epochs.2.loss',
        verdict: 'changed',
        base: '0.5',
        head: '0.75',
        sentence: 'runs.dummy.epochs.2.loss: 0.500 → 0.750.',
      },
      {
        path: 'runs.dummy.epochs.1.loss',
        verdict: 'numeric-noise',
        base: '1',
        head: '1.0000001',
        sentence: 'runs.dummy.epochs.1.loss: 1 → 1.0000001.',
      },
      {
        path: 'dataset.specimens.frog-4.nearestTraining.distance',
        verdict: 'changed',
        base: '5.5',
        head: '6.25',
        sentence: 'dataset.specimens.frog-4.nearestTraining.distance: 5.50 → 6.25.',
      },
    ],
    figures: [
      figure('architecture', 'architecture', 'identical', { number: '1' }),
      figure(GRID, 'activation-grid', 'finding-changed', {
        number: '4',
        model: 'dummy',
        layer: 'conv2d_6',
        specimen: 'frog-4',
        causes: ['experiment-models-dummy-seed'],
        sentences: ['Zero fraction 0.25 → 0.5.', 'Filter 1 went dead.'],
        data: {
          kind: 'activation-grid',
          shape: { base: [1, 2, 2], head: [1, 2, 2] },
          zeroFraction: { base: 0.25, head: 0.5 },
          mean: { base: 1, head: 0.75 },
          max: { base: 2, head: 2 },
          entropyBits: { base: 0.8113, head: 1 },
          relativeError: 0.4082,
          worstFilter: { channel: 1, relativeError: 1 },
          wentDead: [1],
          cameAlive: [],
          fellSilent: [],
          fires: [],
          channels: [
            {
              channel: 0,
              zeroFraction: { base: 0, head: 0 },
              mean: { base: 1.5, head: 1.5 },
              max: { base: 2, head: 2 },
              relativeError: 0,
            },
            {
              channel: 1,
              zeroFraction: { base: 0.5, head: 1 },
              mean: { base: 0.5, head: 0 },
              max: { base: 1, head: 0 },
              relativeError: 1,
            },
          ],
          histogram: {
            base: {
              binEdges: [0, 1, 2],
              zerosApart: true,
              zeroCount: 1,
              counts: [0, 3],
              densities: [0, 0.75],
            },
            head: {
              binEdges: [0, 1, 2],
              zerosApart: true,
              zeroCount: 2,
              counts: [0, 2],
              densities: [0, 0.5],
            },
            jensenShannonDivergenceBits: 0.0488,
            earthMoversDistance: 0.375,
          },
        },
        pictures: [
          {
            scope: 'models',
            base: picture(GRID, 'base', 'models'),
            head: picture(GRID, 'head', 'models'),
            difference: {
              ...picture(GRID, 'difference', 'models'),
              darker: 0.125,
              brighter: 0.25,
              share: 0.25,
              densest: {
                place: 'filter 1',
                left: 100,
                top: 0,
                width: 96,
                height: 96,
                share: 0.5,
              },
            },
          },
        ],
      }),
      figure('distribution-conv2d_6', 'distribution', 'changed', {
        number: '6',
        layer: 'conv2d_6',
        causes: ['experiment-models-dummy-seed'],
        sentences: ['The dummy: mean 0.5 → 1.'],
        data: {
          kind: 'distribution',
          quantity: 'activations of conv2d_6',
          unit: '',
          series: [
            {
              name: 'dummy',
              n: { base: 4, head: 4 },
              zeroFraction: { base: 0.5, head: 0 },
              mean: { base: 0.5, head: 1 },
              entropyBits: { base: 1.5, head: 0 },
              histogram: {
                base: {
                  binEdges: [0, 1, 2],
                  zerosApart: true,
                  zeroCount: 2,
                  counts: [1, 1],
                  densities: [0.25, 0.25],
                },
                head: {
                  binEdges: [0, 2],
                  zerosApart: true,
                  zeroCount: 0,
                  counts: [4],
                  densities: [0.5],
                },
                jensenShannonDivergenceBits: 0.3113,
                earthMoversDistance: 0.5,
              },
            },
          ],
        },
      }),
      figure('probabilities', 'probabilities', 'finding-changed', {
        number: '8',
        specimen: 'frog-4',
        causes: ['experiment-models-dummy-seed'],
        sentences: ['The dummy’s top class: ship (55.0%) → frog (75.0%).'],
        data: {
          kind: 'probabilities',
          classNames: [...CIFAR10.classNames],
          trueClass: { base: 'frog', head: 'frog' },
          models: [
            {
              model: 'dummy',
              topClass: { base: 'ship', head: 'frog' },
              topProbability: { base: 0.55, head: 0.75 },
              entropyBits: { base: 0.9928, head: 0.8113 },
              probabilities: {
                base: [0, 0, 0, 0, 0, 0, 0.45, 0, 0.55, 0],
                head: [0, 0, 0, 0, 0, 0, 0.75, 0, 0.25, 0],
              },
              totalVariation: 0.3,
            },
          ],
        },
      }),
      figure('training-loss', 'training-curves', 'changed', {
        causes: ['experiment-models-dummy-seed'],
        sentences: ['The dummy’s loss goes its own way from epoch 2 on.'],
        data: {
          kind: 'training-curves',
          metric: 'loss',
          unit: 'nats per image',
          models: [
            {
              model: 'dummy',
              bestEpoch: { base: 2, head: 2 },
              training: { base: [2, 1, 0.5], head: [2, 1.5, 1] },
              validation: { base: [2.25, 1.25, 1.5], head: [2.25, 1.75, 2] },
              partsAtEpoch: 2,
            },
          ],
        },
      }),
      figure('training-accuracy', 'training-curves', 'numeric-noise', {
        sentences: ['All differences of the data are below the tolerances.'],
      }),
      figure('specimen', 'picture', 'visual-only', {
        sentences: ['1.6% of its pixels differ, most of them in the panel input.'],
      }),
      figure('probabilities-cat-0', 'probabilities', 'added', {
        alt: { base: null, head: 'Benchmark: cat 90.0%.' },
        sentences: ['Only in HEAD; likely probabilities-cat under another name.'],
        likelyRename: 'probabilities-cat',
      }),
      figure('probabilities-cat', 'probabilities', 'removed', {
        alt: { base: 'Benchmark: cat 90.0%.', head: null },
        sentences: ['Only in main; likely probabilities-cat-0 under another name.'],
        likelyRename: 'probabilities-cat-0',
      }),
    ],
  });
}

/** The same comparison when the base could not be built: the head's result is kept. */
export function sampleFailedDiff(): Diff {
  const diff = sampleDiff();
  return DiffSchema.parse({
    ...diff,
    base: {
      status: 'failed',
      source: diff.base.source,
      failure: {
        code: 'build-failed',
        message: 'The artifacts of main could not be built: train-dummy exited with status 1.',
        hint: 'Read the log above, or compare with another commit.',
      },
    },
    verdicts: countVerdicts([]),
    claimVerdicts: countVerdicts([]),
    causes: [],
    findings: [],
    claims: [],
    others: [],
    figures: [],
  });
}
