import { describe, expect, test } from 'vitest';
import {
  ReferenceSchema,
  type ModelReference,
  type Reference,
} from '@layerprint/core/schemas/reference';
import { compareWithReference } from '../../src/reference/compare-with-reference.ts';

const HASH = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

function makeModel(): ModelReference {
  return {
    backend: 'layerprint',
    versions: { node: '24.0.0' },
    epochs: [1, 2, 3].map((epoch) => ({
      epoch,
      loss: 2 / epoch,
      accuracy: 0.25,
      validationLoss: 1,
      validationAccuracy: 0.5,
    })),
    bestEpoch: 1,
    stoppedEarly: false,
    weightsHash: HASH,
  };
}

type TrainedReference = Extract<ModelReference, { epochs: unknown }>;
const trained = (model: ModelReference | undefined) => model as TrainedReference;

function makeReference(edit: (reference: Reference) => void = () => undefined): Reference {
  const reference: Reference = {
    schemaVersion: 1,
    profile: 'tiny',
    experimentHash: HASH,
    dataHash: HASH,
    models: { benchmark: makeModel(), dummy: makeModel() },
    headline: [{ name: 'benchmark: validation accuracy', value: 0.5, unit: 'share' }],
    claims: [{ id: 'sure-and-right', outcome: 'holds' }],
    figures: ['lead', 'pixels'].map((id) => ({ id, dataHash: HASH, looksHash: HASH })),
  };
  edit(reference);
  return reference;
}

describe('compareWithReference', () => {
  test('has nothing to say of the same build', () => {
    expect(compareWithReference(makeReference(), makeReference())).toEqual([]);
  });

  test.each<[string, (found: Reference) => void, string]>([
    [
      'another experiment',
      (found) => (found.experimentHash = OTHER),
      `The experiment is another one: its hash is ${OTHER}, not ${HASH}.`,
    ],
    [
      'other data',
      (found) => (found.dataHash = OTHER),
      `The data is other data: its hash is ${OTHER}, not ${HASH}.`,
    ],
    [
      'another backend',
      (found) => (found.models.dummy!.backend = 'cpu'),
      'The dummy was trained by the backend cpu, not layerprint.',
    ],
    [
      'a changed version',
      (found) => (found.models.dummy!.versions['node'] = '25.0.0'),
      'The dummy was trained with node 25.0.0, not 24.0.0.',
    ],
    [
      'a new package',
      (found) => (found.models.dummy!.versions['tfjs'] = '4.0.0'),
      'The dummy was trained with tfjs 4.0.0, not absent.',
    ],
    [
      'the first epoch that differs',
      (found) => {
        trained(found.models.benchmark).epochs[1]!.loss = 0.75;
        trained(found.models.benchmark).epochs[2]!.accuracy = 0.75;
      },
      "The benchmark's training goes its own way from epoch 2 on: loss is 0.75, not 1.",
    ],
    [
      'another number of epochs',
      (found) => trained(found.models.benchmark).epochs.pop(),
      'The benchmark was trained for 2 epochs, not 3.',
    ],
    [
      'another best epoch',
      (found) => (trained(found.models.benchmark).bestEpoch = 2),
      'The benchmark was best at epoch 2, not 1.',
    ],
    [
      'other weights',
      (found) => (found.models.benchmark!.weightsHash = OTHER),
      `The benchmark has other weights: their hash is ${OTHER}, not ${HASH}.`,
    ],
    [
      'another headline number',
      (found) => (found.headline[0]!.value = 0.25),
      'benchmark: validation accuracy: 0.25, not 0.5.',
    ],
    [
      'a claim that turned',
      (found) => (found.claims[0]!.outcome = 'fails'),
      'The claim sure-and-right: fails, not holds.',
    ],
    [
      'a figure’s numbers',
      (found) => Object.assign(found.figures[0]!, { dataHash: OTHER, looksHash: OTHER }),
      'Figures different in their numbers: lead.',
    ],
    [
      'a figure’s looks alone',
      (found) => (found.figures[0]!.looksHash = OTHER),
      'Figures the same in their numbers but drawn differently: lead.',
    ],
    ['a figure that is gone', (found) => found.figures.pop(), 'Figures missing: pixels.'],
    [
      'a figure that is new',
      (found) => found.figures.push({ id: 'zeros', dataHash: HASH, looksHash: HASH }),
      'Figures new: zeros.',
    ],
  ])('says in one sentence: %s', (_, edit, sentence) => {
    expect(compareWithReference(makeReference(), makeReference(edit))).toEqual([sentence]);
  });

  test('says whether a training stopped otherwise', () => {
    const found = makeReference((reference) => {
      trained(reference.models.dummy).stoppedEarly = true;
    });
    expect(compareWithReference(makeReference(), found)).toEqual([
      'The dummy was stopped early, and the reference was not.',
    ]);
  });

  test('names eight figures and counts the rest', () => {
    const found = makeReference((reference) => {
      for (let i = 0; i < 10; i++) {
        reference.figures.push({ id: `grid-${i}`, dataHash: HASH, looksHash: HASH });
      }
    });
    expect(compareWithReference(makeReference(), found)).toEqual([
      'Figures new: grid-0, grid-1, grid-2, grid-3, grid-4, grid-5, grid-6, grid-7 and 2 more.',
    ]);
  });
});

test('compares models that are loaded by their weights and by what these give', () => {
  const { backend, versions, weightsHash } = makeModel();
  const model = { backend, versions, weightsHash, validationLoss: 1, validationAccuracy: 0.5 };
  const load = (changes: object = {}) =>
    makeReference((reference) => {
      reference.models.dummy = { ...model, ...changes };
      expect(ReferenceSchema.parse(reference)).toEqual(reference);
    });
  expect(compareWithReference(load(), load())).toEqual([]);
  expect(compareWithReference(load(), load({ weightsHash: OTHER }))).toEqual([
    `The dummy has other weights: their hash is ${OTHER}, not ${HASH}.`,
  ]);
  expect(compareWithReference(load(), makeReference())).toEqual([
    'The dummy is trained, and the reference was loaded.',
  ]);
  expect(compareWithReference(makeReference(), load())).toEqual([
    'The dummy is loaded, and the reference was trained.',
  ]);
});
