import { describe, expect, test } from 'vitest';
import {
  CHART_COLOURS,
  computeTrainingCurvesData,
  describeTrainingCurves,
  findBestEpoch,
  readMetric,
  specifyTrainingCurves,
  tabulateTrainingCurves,
} from '@layerprint/core';
import { TrainingCurvesDataSchema } from '@layerprint/core/schemas/figure-data';
import { sampleEpochs, sampleModels, sampleTrainingCurves } from './sample-data.ts';

test.each(['loss', 'accuracy'] as const)('the curves of %s fit their schema', (metric) => {
  const data = sampleTrainingCurves(metric);
  expect(TrainingCurvesDataSchema.parse(data)).toEqual(data);
});

test('readMetric reads training and validation', () => {
  const epoch = sampleEpochs(2)[1]!;
  expect(readMetric('loss', epoch)).toEqual({ training: 1, validation: 1.25 });
  expect(readMetric('accuracy', epoch)).toEqual({ training: 0.625, validation: 0.6 });
});

test('findBestEpoch refuses an epoch that was not trained', () => {
  const curves = { ...sampleTrainingCurves('loss').models[0]!, bestEpoch: 6 };
  expect(() => findBestEpoch(curves)).toThrow(
    expect.objectContaining({
      code: 'epoch-missing',
      message: 'The benchmark kept epoch 6, but its 5 epochs do not hold it.',
    }),
  );
});

describe('describeTrainingCurves', () => {
  test('says what was kept, with units', () => {
    const { title, caption, alt } = describeTrainingCurves(sampleTrainingCurves('loss'));
    expect(title).toBe('Training and validation loss');
    expect(caption).toContain(
      'The benchmark trained for 5 epochs and kept epoch 4, with a validation loss of 0.625 nats and a training loss of 0.500 nats.',
    );
    expect(alt).toContain("the dummy's goes from 2.50 nats in epoch 1 to 0.313 nats in epoch 8");
  });

  test('counts one epoch as one', () => {
    const { caption } = describeTrainingCurves(sampleTrainingCurves('accuracy', [1, 1]));
    expect(caption).toContain(
      'trained for 1 epoch and kept epoch 1, with a validation accuracy of 20.0%',
    );
  });
});

test('tabulateTrainingCurves has a row a model and epoch and marks what was kept', () => {
  const { columns, rows } = tabulateTrainingCurves(sampleTrainingCurves('loss'));
  expect(rows).toHaveLength(13);
  expect(rows[3]).toEqual(['benchmark', 4, 0.5, 0.625, 'yes']);
  expect(rows.filter((row) => row.at(-1) === 'yes')).toHaveLength(2);
  expect(columns.map(({ label }) => label)).toContain('Validation loss');
});

test('a model keeps its colour and its shape where one before it was not trained', () => {
  const run = { bestEpoch: 1, epochs: sampleEpochs(1) };
  const trained = sampleModels(4).flatMap((model, place) =>
    place === 1 ? [] : [{ model, place, run }],
  );
  const data = computeTrainingCurvesData({
    figure: 'training-loss',
    metric: 'loss',
    models: trained,
  });
  expect(TrainingCurvesDataSchema.parse(data)).toEqual(data);
  expect(data.models.map(({ place }) => place)).toEqual([undefined, 2, 3]);
  const { models: colours } = CHART_COLOURS.light;
  const drawn = JSON.stringify(specifyTrainingCurves(data, 'light'));
  expect(drawn).toContain(
    JSON.stringify({ range: [colours[0], colours[2], colours[3]] }).slice(1, -1),
  );
  expect(drawn).toContain('"range":["circle","triangle-up","diamond"]');
});

test('long names of many models are written whole, in two columns', () => {
  const draw = (name: string) => {
    const models = [name, 'two', 'three'].map((called, place) => ({
      model: { id: `model-${place}`, name: called },
      run: { bestEpoch: 1, epochs: sampleEpochs(1) },
    }));
    const data = computeTrainingCurvesData({ figure: 'training-loss', metric: 'loss', models });
    return JSON.stringify(specifyTrainingCurves(data, 'light'));
  };
  expect(draw('model of all the pictures')).toContain('"columns":2,"labelLimit":240');
  expect(draw('all')).toContain('"columns":4,"labelLimit":120');
});
