import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countSpecimens,
  decideTally,
  findClaimMisfits,
  listClaimQuantities,
  measureClaims,
} from '@layerprint/core';
import { CIFAR10 } from '@layerprint/core/images';
import type { SpecimenChoice } from '@layerprint/core/schemas/experiment';
import type { ClaimContext } from '@layerprint/core';
import { ClaimsFileSchema, WrittenCheckSchema } from '@layerprint/core/schemas/claims-file';
import type { WrittenCheck, WrittenClaim } from '@layerprint/core/schemas/claims-file';
import type { Layer } from '@layerprint/core/schemas/layer';
import { SAMPLE_LAYERS } from '../figures/sample-data.ts';
import { ARTICLE_CLAIMS, CONTEXT, sampleState } from './sample-measurements.ts';

const CHECK: WrittenCheck = {
  id: 'any',
  measure: 'zeros',
  layer: 'last',
  model: 'benchmark',
  above: 0.5,
};
const COMPARED: WrittenCheck = {
  id: 'any',
  measure: 'entropy',
  layer: 'conv2d_3',
  model: 'dummy',
  moreThan: 'benchmark',
};

const claim = (checks: WrittenCheck[], sentence = 'It is so.'): WrittenClaim => ({
  id: 'claim',
  sentence,
  checks,
});
const problemsOf = (check: WrittenCheck, context = CONTEXT) =>
  findClaimMisfits([claim([check])], context).map(
    ({ path, message }) => `${String(path.at(-1))}: ${message}`,
  );
const without = (check: WrittenCheck, ...fields: (keyof WrittenCheck)[]): WrittenCheck =>
  Object.fromEntries(
    Object.entries(check).filter(([field]) => !fields.includes(field as keyof WrittenCheck)),
  ) as unknown as WrittenCheck;

/** The network of the sample, one layer of it another. */
const withLayer = (name: string, changes: Partial<Layer>): ClaimContext => ({
  ...CONTEXT,
  layers: SAMPLE_LAYERS.map((layer) =>
    layer.name === name ? ({ ...layer, ...changes } as Layer) : layer,
  ),
});

describe('findClaimMisfits', () => {
  test('finds nothing in the article’s claims', () => {
    expect(findClaimMisfits(ARTICLE_CLAIMS, CONTEXT)).toEqual([]);
  });

  test.each<[string, WrittenCheck]>([
    ['a threshold', CHECK],
    ['two models', COMPARED],
    ['a layer without maps, by its values', { ...CHECK, layer: 'dense_1' }],
    ['a pooling layer’s maps', { ...CHECK, measure: 'redundancy', layer: 'pool_1' }],
    ['the pixels', { id: 'any', measure: 'skewness', layer: 'pixels', below: 0.5 }],
    ['pixels with a layer', { ...without(COMPARED, 'moreThan'), lessThan: 'pixels' }],
    ['an accuracy', { ...without(CHECK, 'layer'), measure: 'accuracy' }],
    [
      'two accuracies',
      { ...without(COMPARED, 'layer'), measure: 'accuracy', moreThan: 'benchmark' },
    ],
    ['a right answer', { id: 'any', measure: 'probability', model: 'dummy', answer: 'right' }],
    ['a distance', { ...CHECK, measure: 'distance', from: 'dummy', above: 0.1 }],
    [
      'an earth mover’s distance',
      { ...CHECK, measure: 'earth-movers-distance', from: 'dummy', above: 3 },
    ],
    ['all specimens', { ...CHECK, over: 'specimens' }],
  ])('finds nothing in a check of %s', (_, check) => {
    expect(WrittenCheckSchema.safeParse(check).error).toBeUndefined();
    expect(problemsOf(check)).toEqual([]);
  });

  test.each<[string, WrittenCheck, RegExp]>([
    [
      'a layer that is not there',
      { ...CHECK, layer: 'conv2d_7' },
      /^layer: "conv2d_7" is no layer of this experiment, which has first, last, conv2d_1, .*did you mean "conv2d_1"\?$/,
    ],
    [
      'a role that is not there',
      { ...CHECK, layer: 'frist' },
      /^layer: "frist" is no layer.*did you mean "first"\?$/,
    ],
    ['the input', { ...CHECK, layer: 'input' }, /^layer: "input" is no layer/],
    ['no layer', without(CHECK, 'layer'), /^layer: say of what: pixels, conv2d_1, /],
    [
      'maps of a layer that has none',
      { ...CHECK, measure: 'recognisability', layer: 'flatten_1' },
      /^layer: flatten_1 has no maps, which recognisability is of; conv2d_1, /,
    ],
    [
      'a layer of an answer',
      { ...CHECK, measure: 'probability' },
      /^layer: probability is of the answer; leave it out$/,
    ],
    [
      'the median of a layer',
      { ...CHECK, measure: 'median' },
      /^layer: median of a layer would change with the layer’s unit; it is of "pixels"$/,
    ],
    [
      'the tail of pixels',
      { ...without(CHECK, 'model'), measure: 'tail', layer: 'pixels', above: 2 },
      /^layer: tail is not measured of the pixels$/,
    ],
    [
      'values below zero after a ReLU',
      { ...CHECK, measure: 'negatives' },
      /^layer: nothing in conv2d_6 is below zero after its relu$/,
    ],
    [
      'a model that is not there',
      { ...CHECK, model: 'bechmark' },
      /^model: "bechmark" is no model of this experiment, which has benchmark, dummy; did you mean "benchmark"\?$/,
    ],
    [
      'no model',
      without(CHECK, 'model'),
      /^model: say whose; this experiment has benchmark, dummy$/,
    ],
    ['a model of the pixels', { ...CHECK, layer: 'pixels' }, /^model: the pixels are no model’s/],
    [
      'another model that is not there',
      { ...COMPARED, moreThan: 'dumy' },
      /^moreThan: "dumy" is no model.*did you mean "dummy"\?$/,
    ],
    [
      'a model and itself',
      { ...COMPARED, moreThan: 'dummy' },
      /^moreThan: dummy is compared with itself$/,
    ],
    [
      'a distance of a model from itself',
      { ...CHECK, measure: 'distance', from: 'benchmark' },
      /^from: benchmark is compared with itself$/,
    ],
    [
      'a distance from nothing',
      { ...CHECK, measure: 'distance' },
      /^from: distance is of two models/,
    ],
    [
      'another model of a measure of one',
      { ...CHECK, from: 'dummy' },
      /^from: zeros is of one model/,
    ],
    [
      'pixels for what they have not',
      { ...COMPARED, measure: 'tail', moreThan: 'pixels' },
      /^moreThan: tail is not measured of the pixels$/,
    ],
    ['two comparisons', { ...CHECK, below: 0.7 }, /^measure: it is compared in more than one way/],
    [
      'a threshold and a model',
      { ...COMPARED, above: 1 },
      /^measure: it is compared in more than one way/,
    ],
    [
      'no limit to a distance from a number',
      { ...COMPARED, distanceFrom: 0.4 },
      /^distanceFrom: say how far it may be/,
    ],
    [
      'an answer of a layer',
      { ...CHECK, answer: 'right' },
      /^answer: whether an answer is right goes with the measure probability/,
    ],
    [
      'an accuracy on one image',
      { ...without(CHECK, 'layer'), measure: 'accuracy', over: 'specimen' },
      /^over: an accuracy is of many images$/,
    ],
    [
      'an accuracy at least',
      { id: 'any', measure: 'accuracy', model: 'dummy', atLeast: 0.5 },
      /^atLeast: an accuracy is decided by its standard error; write "above"$/,
    ],
    [
      'an accuracy that any model has',
      { id: 'any', measure: 'accuracy', model: 'dummy', above: 0 },
      /^above: it could only come out one way/,
    ],
    [
      'per cent',
      { ...CHECK, above: 50 },
      /^above: zeros is from 0 to 1, never 50; did you mean 0.5\?$/,
    ],
    [
      'another unit',
      { ...without(CHECK, 'layer'), measure: 'answer-entropy', above: 4 },
      /^above: answer-entropy is from 0 to 3\.322 bits, never 4$/,
    ],
    [
      'what is never so small',
      { ...CHECK, measure: 'tail', above: 0.9 },
      /^above: tail is from 1 on, never 0.9$/,
    ],
    [
      'what could not fail',
      { ...without(CHECK, 'above'), atLeast: 0 },
      /^atLeast: it could not fail: zeros is from 0 to 1$/,
    ],
    [
      'what could not hold',
      { ...CHECK, above: 1 },
      /^above: it could not hold: zeros is from 0 to 1$/,
    ],
    [
      'a sure answer that is wrong',
      { id: 'any', measure: 'probability', model: 'dummy', answer: 'wrong', above: 0.5 },
      /^above: it could not hold/,
    ],
    [
      'a distance from a number that cannot be',
      { ...without(CHECK, 'above'), distanceFrom: 2, atMost: 0.1 },
      /^distanceFrom: zeros is from 0 to 1, never 2$/,
    ],
    [
      'a distance that could not fail',
      { ...without(CHECK, 'above'), distanceFrom: 0.5, atMost: 0.5 },
      /^atMost: it could not fail/,
    ],
    [
      'a layer in plain words',
      { ...CHECK, statement: 'Most of conv2d_5 is zero.' },
      /^statement: "conv2d_5" is named in plain words/,
    ],
    [
      'a layer in plain words that is not there',
      { ...CHECK, statement: 'Most of conv2d_9 is zero.' },
      /^statement: "conv2d_9" is named in plain words/,
    ],
    [
      'a layer that is not measured',
      { ...CHECK, statement: 'Most of {first} is zero.' },
      /^statement: \{first\}: no check here measures conv2d_1$/,
    ],
    [
      'a model that is not measured',
      { ...CHECK, statement: 'It is {model:dummy}.' },
      /^statement: \{model:dummy\}: no check here measures dummy$/,
    ],
    [
      'a placeholder that is none',
      { ...CHECK, statement: 'Most of {lyer} is zero.' },
      /^statement: \{lyer\}: "lyer" is no placeholder of this experiment.*did you mean "layer"\?$/,
    ],
    [
      'a placeholder of what the check has not',
      { ...CHECK, statement: 'More than {other}.' },
      /^statement: \{other\}: /,
    ],
    [
      'a lone brace',
      { ...CHECK, statement: 'Most of {layer is zero.' },
      /^statement: a brace stands alone/,
    ],
  ])('refuses %s by name', (_, check, message) => {
    expect(problemsOf(check)).toEqual([expect.stringMatching(message)]);
  });

  test('refuses a layer that is called as a part that another plays', () => {
    const context = withLayer('conv2d_3', { name: 'last' });
    expect(problemsOf(CHECK, context)).toEqual([
      expect.stringMatching(
        /^layer: "last" is the part that conv2d_6 plays, and the name of another layer/,
      ),
    ]);
  });

  test('lets values be below zero where an activation lets them', () => {
    const check: WrittenCheck = { ...CHECK, measure: 'negatives' };
    expect(problemsOf(check, withLayer('conv2d_6', { activation: 'tanh' }))).toEqual([]);
  });

  test('refuses the redundancy of one map alone', () => {
    const check: WrittenCheck = { ...CHECK, measure: 'redundancy' };
    expect(problemsOf(check, withLayer('conv2d_6', { outputShape: [8, 8, 1] }))).toEqual([
      'layer: conv2d_6 gives one map, and redundancy is how much several repeat each other',
    ]);
  });

  test('offers for a statement the placeholders that its check has', () => {
    expect(problemsOf({ ...CHECK, statement: '{other}.' })).toEqual([
      'statement: {other}: "other" is no placeholder of this experiment, which has layer, model, threshold, first, last, layer:…, model:benchmark',
    ]);
    expect(problemsOf({ ...COMPARED, statement: '{othr}.' })).toEqual([
      expect.stringMatching(/which has layer, model, other, first.*did you mean "other"\?$/),
    ]);
  });

  test('names the place of each, and the id that stands twice', () => {
    const twice = [claim([CHECK]), { ...claim([{ ...CHECK, layer: 'no' }]), id: 'other' }];
    expect(findClaimMisfits(twice, CONTEXT).map(({ path }) => path.join('.'))).toEqual([
      'claims.1.checks.0.id',
      'claims.1.checks.0.layer',
    ]);
  });

  test('looks at the sentence of a claim as well', () => {
    const of = (sentence: string) => findClaimMisfits([claim([CHECK], sentence)], CONTEXT);
    expect(of('In {last} of the {model:benchmark}, above {threshold:any}.')).toEqual([]);
    expect(of('In {first}.')).toEqual([
      { path: ['claims', 0, 'sentence'], message: '{first}: no check here measures conv2d_1' },
    ]);
    expect(of('{threshold:ayn}')[0]!.message).toMatch(/did you mean "any"\?$/);
  });
});

test('a file of claims has claims or takes over another experiment’s, and no two of one id', () => {
  const parse = (file: object) =>
    ClaimsFileSchema.safeParse({ schemaVersion: 1, ...file }).error?.issues.map(
      ({ message }) => message,
    );
  expect(parse({ claimsOf: 'article' })).toBeUndefined();
  expect(parse({})).toEqual(['Expected either "claims" or "claimsOf"']);
  expect(parse({ claimsOf: 'article', claims: [claim([CHECK])] })).toEqual([
    'Expected either "claims" or "claimsOf"',
  ]);
  expect(parse({ claims: [claim([CHECK]), claim([COMPARED])] })).toEqual([
    expect.stringContaining('"claim" stands there twice'),
  ]);
  const unknown = { ...CHECK, measure: 'zeroes' };
  expect(parse({ claims: [{ ...claim([]), checks: [unknown] }] })).toEqual([
    expect.stringMatching(/^Expected a measure, one of .*did you mean "zeros"\?$/),
  ]);
  for (const sentence of ['', ' \n', 'a\u0007b']) {
    expect(parse({ claims: [claim([CHECK], sentence)] }), sentence).toEqual([
      expect.stringMatching(/^Expected a sentence/),
    ]);
  }
  expect(parse({ claims: [claim([CHECK], 'Two\nlines, \u202band\u202c.')] })).toBeUndefined();
  expect(parse({ claims: [claim([without(CHECK, 'above')])] })).toEqual([
    expect.stringContaining('Expected when it holds'),
  ]);
});

describe('a sentence and the measurement', () => {
  const names = SAMPLE_LAYERS.filter(({ kind }) => kind !== 'input').map(({ name }) => name);
  const references = fc.constantFrom('first', 'last', ...names);

  test('name the same layer, whichever plays which part', () => {
    const written = fc.record({
      layer: references,
      placeholder: fc.oneof(
        fc.constantFrom('{layer}', '{first}', '{last}'),
        references.map((name) => `{layer:${name}}`),
        references.filter((name) => name.includes('_')),
      ),
      first: fc.constantFrom(...names),
      last: fc.constantFrom(...names),
    });
    fc.assert(
      fc.property(written, ({ layer, placeholder, first, last }) => {
        const context = { ...CONTEXT, roles: { ...CONTEXT.roles, first, last } };
        const check: WrittenCheck = { ...CHECK, layer, statement: `Zeros of ${placeholder}.` };
        const claims = [claim([check], `Zeros of ${placeholder.replace('{layer}', 'it')}.`)];
        if (findClaimMisfits(claims, context).length > 0) return;
        const [quantity] = listClaimQuantities(claims, context);
        const numbers = { [`zeros ${quantity!.layer!}`]: 0.7 };
        const image = {
          pixels: {},
          trained: { benchmark: numbers },
          untrained: { benchmark: numbers },
          chance: { benchmark: numbers },
        };
        const [made] = measureClaims(claims, context, {
          specimens: [image],
          validation: [],
          models: { benchmark: sampleState('benchmark') },
        });
        for (const text of [made!.sentence, made!.checks[0]!.statement]) {
          for (const name of names.filter((known) => text.includes(known))) {
            expect(name).toBe(quantity!.layer);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the images that a check is decided on', () => {
  const { classNames } = CIFAR10;
  const over = (over: WrittenCheck['over'], changes: Partial<WrittenCheck> = {}): WrittenCheck => ({
    ...CHECK,
    over,
    ...changes,
  });
  const answer = { measure: 'probability', layer: undefined } as const;
  const accuracy = { measure: 'accuracy', layer: undefined } as const;
  const file = { file: 'a.png' } as const;
  const of = (specimens: SpecimenChoice): ClaimContext => ({
    ...CONTEXT,
    specimens: countSpecimens(specimens, { classNames }),
  });
  const four = of({ testIndex: 1, companions: 3 });
  const five = of({ testIndex: 1, companions: 4 });
  const strange = of({ ...file, companions: [file, file, { ...file, class: 'cat' }, file, file] });

  test.each<[string, WrittenCheck, ClaimContext, RegExp]>([
    [
      'one specimen',
      over('specimens'),
      of({ testIndex: 1, companions: 'none' }),
      /^over: there is 1 specimen, and/,
    ],
    [
      'four',
      over('specimens'),
      four,
      /^over: there are 4 specimens, and all or none .* one half: it takes 5 for/,
    ],
    [
      'three that are named',
      over('specimens'),
      of({ testIndex: 1, companions: [{ testIndex: 2 }, { class: 'cat' }] }),
      /are 3 .* it takes 5 for/,
    ],
    [
      'four, for an accuracy near one',
      over('specimens', { ...accuracy, above: 0.9 }),
      of({ testIndex: 1, companions: 'none' }),
      /within two standard errors of 0.9: it takes 3[67] for/,
    ],
    [
      'an answer on one picture of a known class',
      over('specimens', answer),
      strange,
      /is 1 specimen of a known class/,
    ],
    [
      'an answer on a specimen that may be anything',
      over('specimen', answer),
      strange,
      /^over: nobody has said what class/,
    ],
  ])('are too few or not known where it is decided on %s', (_, check, context, message) => {
    expect(problemsOf(check, context)).toEqual([expect.stringMatching(message)]);
  });

  test.each<[string, WrittenCheck, ClaimContext]>([
    ['five specimens', over('specimens'), five],
    [
      'one of every class',
      over('specimens', answer),
      of({ class: 'cat', companions: 'first-of-every-other-class' }),
    ],
    ['what is no answer, on pictures of any class', over('specimens'), strange],
    ['one specimen, by itself', over('specimen'), four],
    ['all validation images', over('validation', answer), strange],
    [
      'an answer on a picture of a known class',
      over('specimen', answer),
      of({ ...file, class: 'cat', companions: 'none' }),
    ],
    ['any specimens, where there are artifacts already', over('specimens'), CONTEXT],
  ])('can be %s', (_, check, context) => {
    expect(problemsOf(check, context)).toEqual([]);
  });

  test('are counted as the decision would have it: one more specimen than too few decides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), (companions) => {
        const count = companions + 1;
        const context = of({ testIndex: 1, companions: companions === 0 ? 'none' : companions });
        const decides = [0, count].some(
          (holds) => decideTally({ holds, of: count, undefined: 0 }) !== 'undecided',
        );
        expect(problemsOf(over('specimens'), context).length === 0).toBe(decides);
      }),
    );
  });
});
