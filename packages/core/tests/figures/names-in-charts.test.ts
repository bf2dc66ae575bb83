import { describe, expect, test } from 'vitest';
import { nameForChart, tellStandIns } from '@layerprint/core';

const TEXT = { title: 'Answers', caption: 'What it says.', alt: 'It says dog.' };
/** Data whose names are these. */
const withNames = (classNames: string[], modelNames: string[], trueClass = classNames[0]) => ({
  classNames,
  trueClass,
  models: modelNames.map((modelName) => ({ modelName, probabilities: [0.5, 0.5] })),
});

describe('the names in a chart', () => {
  test('are those of the data where its font has all letters', () => {
    const data = withNames(['Größe', 'señor “x” – 1', '<b>&amp;'], ['big', 'œuvre']);
    expect(nameForChart(data).data).toBe(data);
    expect(tellStandIns(TEXT, data)).toBe(TEXT);
  });

  test('are other ones for those that it cannot show, the same wherever they stand', () => {
    const data = withNames(['cat', '犬', '🐸', 'Łódź'], ['شبكة', 'small', 'сеть'], '🐸');
    expect(nameForChart(data).data).toEqual(
      withNames(
        ['cat', '(class 2)', '(class 3)', '(class 4)'],
        ['(model 1)', 'small', '(model 2)'],
        '(class 3)',
      ),
    );
    expect(tellStandIns(TEXT, data)).toEqual({
      ...TEXT,
      caption:
        'What it says. In the chart, (class 2) stands for 犬, (class 3) stands for 🐸, (class 4) stands for Łódź, (model 1) stands for شبكة, (model 2) stands for сеть.',
    });
  });

  test.each(['constructor', 'toString', '__proto__', 'valueOf'])(
    'are other ones for %s, which Vega takes for something of its own',
    (name) => {
      expect(nameForChart(withNames(['cat', name], ['a'])).data.classNames).toEqual([
        'cat',
        '(class 2)',
      ]);
    },
  );

  test('leave numbers as they are, and what is given', () => {
    const data = withNames(['犬', 'b'], ['a']);
    const before = structuredClone(data);
    expect(nameForChart(data).data.models[0]!.probabilities).toEqual([0.5, 0.5]);
    expect(data).toEqual(before);
  });
});
