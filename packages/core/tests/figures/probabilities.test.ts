import { describe, expect, test } from 'vitest';
import {
  chooseShownClasses,
  computeProbabilitiesData,
  describeProbabilities,
  findProbability,
  specifyProbabilities,
  sumOthers,
  tabulateProbabilities,
} from '@layerprint/core';
import { ProbabilitiesDataSchema } from '@layerprint/core/schemas/figure-data';
import { sampleModel, sampleProbabilities } from './sample-data.ts';

describe('computeProbabilitiesData', () => {
  test('fits its schema', () => {
    const data = sampleProbabilities();
    expect(ProbabilitiesDataSchema.parse(data)).toEqual(data);
  });

  test('names the top class and measures the entropy', () => {
    const [benchmark, dummy] = sampleProbabilities().models;
    expect(benchmark).toMatchObject({ model: 'benchmark', topClass: 'frog' });
    expect(dummy).toMatchObject({ model: 'dummy', topClass: 'cat', entropyBits: 1.75 });
  });

  test('keeps float32 in shortest form', () => {
    expect(sampleProbabilities().models[0]!.probabilities[6]).toBe(0.95);
  });

  test('takes the first of equals as the top class', () => {
    const even = new Array<number>(10).fill(0.1);
    expect(sampleProbabilities(even).models[0]).toMatchObject({
      topClass: 'airplane',
      entropyBits: expect.closeTo(Math.log2(10), 12),
    });
  });

  test('refuses nine classes and NaN', () => {
    expect(() => sampleProbabilities(new Array<number>(9).fill(0.1))).toThrow(
      expect.objectContaining({ code: 'wrong-shape' }),
    );
    expect(() => sampleProbabilities(new Array<number>(10).fill(Number.NaN))).toThrow(
      expect.objectContaining({ code: 'not-finite' }),
    );
  });
});

test('findProbability reads by class name', () => {
  const data = sampleProbabilities();
  expect(findProbability(data, data.models[1]!, 'deer')).toBe(0.125);
});

test('describeProbabilities says what is right and what is wrong', () => {
  const { title, caption, alt } = describeProbabilities(sampleProbabilities());
  expect(title).toBe('Class probabilities for frog-4');
  expect(caption).toContain('The benchmark gives frog 95.0%, which is right.');
  expect(caption).toContain('The dummy gives cat 50.0%, which is wrong: frog gets 25.0%.');
  expect(caption).toContain('1.75 bits (dummy)');
  expect(alt).toContain('Benchmark: frog 95.0%, cat 2.0%,');
  expect(alt).toContain('The true class is frog.');
});

test('tabulateProbabilities has a row a class, a column a model', () => {
  const { columns, rows } = tabulateProbabilities(sampleProbabilities());
  expect(columns.map(({ key }) => key)).toEqual(['class', 'benchmark', 'dummy']);
  expect(rows).toHaveLength(10);
  expect(rows[6]).toEqual(['frog', 0.95, 0.25]);
});

describe('of another number of classes', () => {
  /** Probabilities of which each class has less than the one before, in an order of its own. */
  function sampleClasses(count: number) {
    const classNames = Array.from({ length: count }, (_, label) => `class ${label}`);
    const falling = Float32Array.from({ length: count }, (_, label) => 2 ** -(label + 1));
    return computeProbabilitiesData({
      figure: 'probabilities',
      specimen: 'class-1-4',
      classNames,
      trueClass: 'class 1',
      models: [
        { model: sampleModel('benchmark'), probabilities: falling },
        { model: sampleModel('dummy'), probabilities: falling.toReversed() },
      ],
    });
  }

  test.each([2, 10, 12, 13, 100, 200])(
    '%d classes fit the schema, and all are in the table',
    (n) => {
      const data = sampleClasses(n);
      expect(ProbabilitiesDataSchema.parse(data)).toEqual(data);
      expect(data.models.map(({ topClass }) => topClass)).toEqual(['class 0', `class ${n - 1}`]);
      expect(tabulateProbabilities(data).rows).toHaveLength(n);
    },
  );

  test('two are undecided between both', () => {
    const { caption, alt } = describeProbabilities(sampleClasses(2));
    expect(caption).toContain('where 0 is certain and 1 is undecided between both.');
    expect(alt).toContain('Benchmark: class 0 50.0%, class 1 25.0%. Dummy');
  });

  test('of many a chart shows those that either is surest of, the true one, and the rest as one', () => {
    const data = sampleClasses(100);
    const shown = chooseShownClasses(data);
    expect(shown).toEqual([0, 1, 2, 3, 4, 95, 96, 97, 98, 99].map((label) => `class ${label}`));
    expect(sumOthers(data, data.models[0]!, shown)).toBeCloseTo(2 ** -5, 9);
    expect(describeProbabilities(data).caption).toContain(
      'Of the 100 classes, the five that each model is surest of have a row; the other 90 classes are one.',
    );
    expect(chooseShownClasses({ ...data, trueClass: 'class 50' })).toContain('class 50');
  });

  test('does not fit with a probability for another number of classes, or a class that is none', () => {
    const data = sampleClasses(3);
    expect(ProbabilitiesDataSchema.safeParse({ ...data, trueClass: 'frog' }).success).toBe(false);
    const { classNames, ...ofCifar10 } = data;
    expect(ProbabilitiesDataSchema.safeParse(ofCifar10).success).toBe(false);
    expect(classNames).toHaveLength(3);
  });
});

describe('probabilities for a picture of which nobody has said what it shows', () => {
  const known = sampleProbabilities();
  const { trueClass, ...data } = known;

  test('are neither right nor wrong', () => {
    expect(ProbabilitiesDataSchema.parse(data)).toEqual(data);
    const { caption, alt } = describeProbabilities(data);
    expect(caption).toContain('The true class is not known.');
    expect(alt).toContain('The true class is not known.');
    expect(`${caption}${alt}`).not.toMatch(/undefined|right|wrong|shaded/);
    expect(describeProbabilities(known).caption).toContain(`The true class is ${trueClass!}`);
  });

  test('are drawn without a row that is shaded', () => {
    const drawn = (of: typeof data) => JSON.stringify(specifyProbabilities(of, 'light', 'wide'));
    expect(drawn(data)).not.toMatch(/undefined|, right|, wrong/);
    expect(drawn(known)).toContain(', right');
  });
});

test('a title too long for its column has the model in one line, and whether it is right at the start of the next', () => {
  const data = sampleProbabilities();
  const draw = (modelName: string) => {
    const models = data.models.map((entry, place) =>
      place === 0 ? { ...entry, modelName } : entry,
    );
    return JSON.stringify(specifyProbabilities({ ...data, models }, 'light'));
  };
  expect(draw('short')).toContain('"title":"Short: frog, right"');
  expect(draw('model of half of all pictures')).toContain(
    '"text":["Model of half of all pictures","right: frog"]',
  );
});
