import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPictures, compareReports, decideExitStatus } from '../../src/comparison/index.ts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import type { Artifacts } from '@layerprint/artifacts';
import { type Diff, DiffSchema } from '../../src/schemas/diff.ts';
import type { PictureDiff } from '../../src/schemas/figure-diff.ts';
import {
  SAMPLE_INPUTS,
  sampleArtifacts,
  type SampleInputs,
} from '../../../artifacts/tests/sample-artifacts.ts';
import { failedSide, sampleSide } from './sample-sides.ts';

const GRID = 'activations-conv2d_6-dummy-frog-4';
/** Filter 1 is dead: zero on the specimen and on all validation images. */
const DEAD = {
  activations: [1, 0, 2, 0, 1, 0, 4, 0],
  overValidation: {
    images: 19,
    channels: [
      { silentImages: 0, max: 5 },
      { silentImages: 19, max: 0 },
    ],
  },
};

/** Compares a sample report with one made from other inputs. */
function compare(head: Partial<SampleInputs>, base: Partial<SampleInputs> = {}): Diff {
  return compareReports({
    profile: 'sample',
    base: sampleSide('main', base),
    head: sampleSide('HEAD', head),
  });
}

const find = (diff: Diff, id: string) => diff.figures.find((figure) => figure.id === id)!;
const verdictsOf = ({ figures }: Diff) =>
  Object.fromEntries(figures.map(({ id, verdict }) => [id, verdict]));

/** Inputs of all sorts, each of which changes something or nothing. */
const anyInputs: fc.Arbitrary<Partial<SampleInputs>> = fc.record(
  {
    activations: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
    values: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 }),
    probabilities: fc.constantFrom(
      SAMPLE_INPUTS.probabilities,
      SAMPLE_INPUTS.probabilities.toReversed(),
    ),
    epochs: fc.integer({ min: 3, max: 5 }),
    looks: fc.constantFrom('inferno', 'viridis'),
    layers: fc.constantFrom(SAMPLE_INPUTS.layers, SAMPLE_INPUTS.layers.slice(0, -1)),
    renamed: fc.constantFrom({}, { probabilities: 'softmax' }, { specimen: 'frog' }),
  },
  { requiredKeys: [] },
);

describe('compareReports', () => {
  test('finds a report identical to itself, whatever it holds', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const diff = compare(inputs, inputs);
        expect(diff.verdicts.identical).toBe(diff.figures.length);
        expect([...diff.causes, ...diff.findings]).toEqual([]);
        expect(diff.figures.flatMap(({ sentences }) => sentences)).toEqual([]);
        expect(decideExitStatus(diff, 'visual')).toBe(0);
      }),
    );
  });

  test('turns added into removed, base into head, when the sides are swapped', () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (one, other) => {
        const there = compare(other, one);
        const back = compare(one, other);
        const swapped = { added: 'removed', removed: 'added' } as Record<string, string>;
        const turned = Object.entries(verdictsOf(back)).map(([id, verdict]) => [
          id,
          swapped[verdict] ?? verdict,
        ]);
        expect(verdictsOf(there)).toEqual(Object.fromEntries(turned));
        expect(there.causes.map(({ base, head }) => [base, head])).toEqual(
          back.causes.map(({ base, head }) => [head, base]),
        );
      }),
    );
  });

  test('gives a diff that fits its schema and counts every figure once', () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (one, other) => {
        const diff = compare(other, one);
        expect(DiffSchema.parse(diff)).toEqual(diff);
        const counted = Object.values(diff.verdicts).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(diff.figures.length);
      }),
    );
  });

  test('gives the same bytes each time', () => {
    const write = () =>
      stringifyCanonicalJson(DiffSchema, compare({ values: [0, 1], epochs: 3 }), 'diff.json');
    expect(write()).toBe(write());
  });

  test.each<[string, Partial<SampleInputs>, string]>([
    ['the same inputs', {}, 'identical'],
    [
      'activations a rounding apart',
      { activations: [1 + 2 ** -20, 0, 2, 0.5, 1, 0, 4, 0.5] },
      'numeric-noise',
    ],
    ['another drawing', { looks: 'viridis' }, 'visual-only'],
    ['another scale of both models', { modelsMaximum: 5 }, 'visual-only'],
    ['other activations', { activations: [1.5, 0, 2, 0.5, 1, 0, 4, 0.5] }, 'changed'],
    ['a silent filter', { activations: [1, 0, 2, 0, 1, 0, 4, 0] }, 'changed'],
    ['a dead filter', DEAD, 'finding-changed'],
    ['another id', { renamed: { [GRID]: 'maps' } }, 'removed'],
  ])('judges %s', (_, head, verdict) => {
    expect(find(compare(head), GRID).verdict).toBe(verdict);
  });

  test('says of a figure under another id which one it likely was, on both sides', () => {
    const diff = compare({ renamed: { probabilities: 'softmax' } });
    expect(find(diff, 'softmax')).toMatchObject({
      verdict: 'added',
      likelyRename: 'probabilities',
      sentences: [
        'Only in the head: likely probabilities under another id, for kind and data are the same.',
      ],
    });
    expect(find(diff, 'probabilities')).toMatchObject({
      verdict: 'removed',
      likelyRename: 'softmax',
    });
    expect(diff.figures.at(-1)!.id).toBe('probabilities');
  });

  test('does not take other content for a rename', () => {
    const diff = compare({
      renamed: { probabilities: 'softmax' },
      probabilities: SAMPLE_INPUTS.probabilities.toReversed(),
    });
    expect(find(diff, 'softmax').likelyRename).toBeNull();
    expect(find(diff, 'softmax').sentences).toEqual(['Only in the head.']);
  });

  test('calls a figure of another kind changed', () => {
    const base = sampleSide('main');
    const artifacts = sampleArtifacts({
      renamed: { probabilities: 'pixels', architecture: 'other' },
    });
    const renamed = artifacts.figures.map((figure) =>
      figure.id === 'pixels' ? { ...figure, id: 'architecture' } : figure,
    );
    const head = { ...sampleSide('HEAD'), artifacts: { ...artifacts, figures: renamed } };
    const diff = compareReports({ profile: 'sample', base, head: head as typeof base });
    expect(find(diff, 'architecture')).toMatchObject({
      verdict: 'changed',
      data: null,
      sentences: ['A figure of the kind architecture has become one of the kind probabilities.'],
    });
  });

  test('says what is not the same where the data are', () => {
    expect(find(compare({ looks: 'viridis' }), 'specimen').sentences).toEqual([
      'The same data, but not the same PNG.',
    ]);
  });

  const NOISE = { activations: [1 + 2 ** -20, 0, 2, 0.5, 1, 0, 4, 0.5] };
  const OTHER = { activations: [1.5, 0, 2, 0.5, 1, 0, 4, 0.5] };
  type Entry = Artifacts['manifest']['figures'][number];
  test.each<[string, Partial<SampleInputs>, (figure: Entry) => unknown, string, string]>([
    [
      'another title',
      {},
      (figure) => (figure.title = 'Maps'),
      'visual-only',
      'The same data, but not the same title.',
    ],
    [
      'files in another order',
      {},
      ({ files }) => files.reverse(),
      'visual-only',
      'The same data, but not the same files.',
    ],
    [
      'the same data written otherwise',
      {},
      ({ files }) => (files[0]!.sha256 = 'f'.repeat(64)),
      'visual-only',
      'The same data, but not the same bytes that hold it.',
    ],
    [
      'another layer that it is said to be of',
      {},
      (figure) => (figure.layer = 'conv2d_5'),
      'changed',
      'Layer: conv2d_6 → conv2d_5.',
    ],
    [
      'another caption where noise makes it',
      NOISE,
      (figure) => (figure.caption = 'Maps'),
      'numeric-noise',
      'All differences of the data are below the tolerances.',
    ],
    [
      'another title beside noise',
      NOISE,
      (figure) => (figure.title = 'Maps'),
      'visual-only',
      'Besides, not the same title.',
    ],
    [
      'another title beside other data',
      OTHER,
      (figure) => (figure.title = 'Maps'),
      'changed',
      'Besides, not the same title.',
    ],
  ])('tells of %s', (_, head, edit, verdict, sentence) => {
    const diff = compare({
      ...head,
      editManifest: ({ figures }) => void edit(figures.find(({ id }) => id === GRID)!),
    });
    expect(find(diff, GRID).verdict).toBe(verdict);
    expect(find(diff, GRID).sentences).toContain(sentence);
  });

  test('calls noise visual only where an eye can see it in a picture', () => {
    const file = { path: 'pictures/a.png', width: 4, height: 4 };
    const place = { place: 'filter 1', left: 0, top: 0, width: 2, height: 2, share: 0.5 };
    const before = compare(NOISE);
    expect(before.verdicts).toMatchObject({ 'numeric-noise': 1, 'visual-only': 0 });
    const judge = (densest: typeof place | null) => {
      const extremes = { darker: 0, brighter: densest ? 0.5 : 0 };
      const difference = { ...file, ...extremes, share: densest ? 0.1 : 0, densest };
      const pictures = new Map([[GRID, [{ base: file, head: file, difference }]]]);
      return addPictures(before, pictures).verdicts;
    };
    expect(judge(place)).toMatchObject({ 'numeric-noise': 0, 'visual-only': 1 });
    expect(judge(null)).toMatchObject({ 'numeric-noise': 1, 'visual-only': 0 });
  });

  test('says how many pixels moved and where', () => {
    const file = { path: 'pictures/a.png', width: 4, height: 4 };
    const place = { place: 'filter 1', left: 0, top: 0, width: 2, height: 2, share: 0.5 };
    const picture: PictureDiff = {
      scope: 'layer',
      base: file,
      head: file,
      difference: { ...file, share: 0.032, darker: 0, brighter: 0.5, densest: place },
    };
    const before = compare({ looks: 'viridis' });
    const diff = addPictures(before, new Map([[GRID, [picture]]]));
    expect(find(diff, GRID)).toEqual({
      ...find(before, GRID),
      pictures: [picture],
      sentences: [
        ...find(before, GRID).sentences,
        '3.2% of the grid’s pixels moved, densest at filter 1.',
      ],
    });
    expect(find(diff, 'specimen')).toEqual(find(before, 'specimen'));
  });

  test('says a finding once that two figures show, and lists claims and classes before filters', () => {
    const diff = compare({
      epochs: 3,
      ...DEAD,
      probabilities: SAMPLE_INPUTS.probabilities.toReversed(),
      editManifest: ({ claims }) => {
        claims[0]!.outcome = 'fails';
        claims[0]!.checks[0]!.verdict = 'fails';
      },
    });
    expect(diff.findings.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['claim', 'last-layer-black'],
      ['top-class', 'probabilities'],
      ['early-stopping', 'training-loss'],
      ['dead-filters', GRID],
    ]);
    expect(find(diff, 'training-accuracy').verdict).toBe('finding-changed');
    expect(decideExitStatus(diff, 'finding')).toBe(1);
  });

  test('keeps what is known of one side where the other failed', () => {
    for (const failed of ['base', 'head'] as const) {
      const sides = {
        base: sampleSide('main'),
        head: sampleSide('HEAD'),
        [failed]: failedSide('x'),
      };
      const diff = compareReports({ profile: 'sample', ...sides });
      const other = failed === 'base' ? diff.head : diff.base;
      expect(DiffSchema.parse(diff)).toEqual(diff);
      expect(diff[failed]).toMatchObject({ status: 'failed', failure: { code: 'build-failed' } });
      expect(other).toMatchObject({ status: 'built', report: { figures: 7 } });
      expect(diff.figures).toEqual([]);
      expect(decideExitStatus(diff, 'never')).toBe(2);
    }
  });

  test('tells of each side the models, their seeds and how good they are', () => {
    const { base } = compare({});
    expect(base).toMatchObject({
      status: 'built',
      report: {
        dataset: 'sketch-10',
        models: [
          { id: 'benchmark', name: 'benchmark', seed: 1, epochs: 3, best: { epoch: 2 } },
          { id: 'dummy', seed: 2, trainingImages: 10, epochs: 4, best: { epoch: 3 } },
        ],
        claims: [{ id: 'last-layer-black', outcome: 'holds-in-part' }],
      },
    });
  });
});
