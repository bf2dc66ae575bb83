import { describe, expect, test } from 'vitest';
import { foreseeCheck, readArticleNumber, recallCheck, type NumberSource } from '@layerprint/core';
import type { WrittenCheck } from '@layerprint/core/schemas/claims-file';
import {
  ARTICLE_CLAIMS,
  CONTEXT,
  measureArticle,
  sampleImage,
  sampleMeasurements,
} from '../claims/sample-measurements.ts';

const LOADED = {
  ...CONTEXT,
  models: CONTEXT.models.map((model) =>
    model.id === 'dummy' ? { ...model, isLoaded: true as const } : model,
  ),
};
const OF_ALL = ['validation', 'specimen', 'untrained', 'chance'];
const ofLast = { id: 'c', layer: 'last', model: 'benchmark' } as const;

describe('an article can ask of a check for what it measures', () => {
  test.each<[string, WrittenCheck, typeof CONTEXT, string[], string[]]>([
    [
      'a model’s, and what has no chance',
      { ...ofLast, measure: 'zeros', above: 0.5 },
      CONTEXT,
      ['benchmark'],
      ['validation', 'specimen', 'untrained'],
    ],
    [
      'a model’s, and what has a chance',
      { ...ofLast, measure: 'redundancy', above: 0.5 },
      CONTEXT,
      ['benchmark'],
      OF_ALL,
    ],
    [
      'that of two models, in the order of the experiment, and their difference',
      { id: 'c', measure: 'probability', model: 'dummy', moreThan: 'benchmark' },
      CONTEXT,
      ['benchmark', 'dummy', 'dummy − benchmark'],
      OF_ALL,
    ],
    [
      'a distance, which is of two at once',
      { ...ofLast, measure: 'distance', from: 'dummy', above: 0.1 },
      CONTEXT,
      ['benchmark from dummy'],
      ['validation', 'specimen', 'untrained'],
    ],
    [
      'the pixels’ beside a model’s',
      { ...ofLast, measure: 'entropy', lessThan: 'pixels' },
      CONTEXT,
      ['pixels', 'benchmark', 'pixels − benchmark'],
      ['validation', 'specimen', 'untrained'],
    ],
    [
      'the pixels’ alone, into which no network enters',
      { id: 'c', measure: 'median', layer: 'pixels', above: 0.4 },
      CONTEXT,
      ['pixels'],
      ['validation', 'specimen'],
    ],
    [
      'that of a model that is loaded, which has no untrained twin',
      { id: 'c', measure: 'probability', model: 'dummy', above: 0.5 },
      LOADED,
      ['dummy'],
      ['validation', 'specimen', 'chance'],
    ],
    [
      'that of a trained model where another one is loaded',
      { ...ofLast, measure: 'zeros', above: 0.5 },
      LOADED,
      ['benchmark'],
      ['validation', 'specimen', 'untrained'],
    ],
  ])('%s', (_, check, context, series, over) => {
    expect(foreseeCheck(check, context)).toEqual({ id: 'c', series, over });
  });

  test('the same before and after it is decided', () => {
    const decided = measureArticle(sampleMeasurements());
    expect(decided.flatMap(({ checks }) => checks.map(recallCheck))).toEqual(
      ARTICLE_CLAIMS.flatMap(({ checks }) => checks.map((check) => foreseeCheck(check, CONTEXT))),
    );
  });

  test('chance also where everything is undefined, and nothing tells whether it has one', () => {
    const nothing = { 'zeros conv2d_6': null, 'redundancy conv2d_1': null };
    const image = sampleImage();
    const undefinedImage = sampleImage({
      trained: Object.fromEntries(
        Object.entries(image.trained).map(([id, numbers]) => [id, { ...numbers, ...nothing }]),
      ),
      chance: Object.fromEntries(
        Object.entries(image.chance).map(([id, numbers]) => [id, { ...numbers, ...nothing }]),
      ),
    });
    const claims = measureArticle(sampleMeasurements({ validation: [undefinedImage] }));
    const redundancy = claims
      .flatMap(({ checks }) => checks)
      .find(({ id }) => id === 'first-layer-redundancy')!;
    expect(recallCheck(redundancy).over).toEqual(OF_ALL);
  });
});

describe('a measured number', () => {
  const source = {
    manifest: { claims: measureArticle(sampleMeasurements()) },
    context: CONTEXT,
  } as unknown as NumberSource;
  const read = (check: string, model?: string, over?: string) =>
    readArticleNumber(source, { of: 'measured', check, model, over });

  test.each<[string, string | undefined, string | undefined, string]>([
    ['first-layer-redundancy', 'benchmark', undefined, '0.200'],
    ['first-layer-redundancy', 'dummy', undefined, '0.400'],
    ['first-layer-redundancy', undefined, undefined, '0.200'],
    ['first-layer-redundancy', 'dummy', 'chance', '0.150'],
    ['last-layer-black', 'benchmark', 'untrained', '50.0%'],
    ['information-gain-dummy', 'pixels', 'specimen', '4 bits'],
  ])('of %s, of %s, over %s, is %s', (check, model, over, text) => {
    expect(read(check, model, over)).toBe(text);
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['last-layer-black', 'dummy', undefined],
    ['last-layer-black', 'benchmark', 'chance'],
    ['pixels-middle', undefined, 'untrained'],
    ['pixels-middle', undefined, 'test'],
  ])('of %s, of %s, over %s, is refused, and no other is given in its place', (...asked) => {
    expect(() => read(...asked)).toThrow(`of the check ${asked[0]}, which has`);
  });
});
