import { describe, expect, test } from 'vitest';
import { describeProbabilities, findProbability, tabulateProbabilities } from '@layerprint/core';
import { ProbabilitiesDataSchema } from '@layerprint/core/schemas/figure-data';
import { sampleProbabilities } from './sample-data.ts';

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
  expect(findProbability(sampleProbabilities().models[1]!, 'deer')).toBe(0.125);
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
