import type { MeasuredValue } from '@layerprint/core/schemas/claim';
import { describe, expect, it } from 'vitest';
import { groupValues } from '../../src/report/group-values.ts';

describe('groupValues', () => {
  it('puts the numbers of a model together, and takes its name off them', () => {
    const names = ['benchmark', 'dummy', 'benchmark, mean over specimens', 'median', 'dummyish'];
    const groups = groupValues(names.map(measured));
    expect(groups.map(({ model, values }) => [model, values.map(({ label }) => label)])).toEqual([
      ['benchmark', ['', 'mean over specimens']],
      ['dummy', ['']],
      [undefined, ['median', 'dummyish']],
    ]);
  });
});

function measured(name: string): MeasuredValue {
  return { name, value: 1, unit: '', n: 1, spread: null };
}
