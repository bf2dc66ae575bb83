import { describe, expect, it } from 'vitest';
import { sampleDiff } from '../comparison/sample-diff.ts';
import type { FigureDiff } from '../../src/schemas/figure-diff.ts';
import { comparedKindOf } from '../../src/kinds/compared-kinds.ts';

const { figures } = sampleDiff();
const tabulate = ({ data }: FigureDiff) => (data ? comparedKindOf(data.kind).tabulate(data) : []);
const tablesOf = (id: string) => tabulate(figures.find((figure) => figure.id === id)!);

describe('the numbers behind a change', () => {
  it('puts the filters of a grid beside each other on both sides', () => {
    const [all, filters] = tablesOf('activations-conv2d_6-dummy-frog-4');
    expect(all!.rows[0]).toEqual(['Share of zeros', 0.25, 0.5]);
    expect(filters!.columns.map(({ label }) => label)).toEqual([
      'Filter',
      'Relative error',
      'Zeros, base',
      'Zeros, head',
      'Mean, base',
      'Mean, head',
      'Maximum, base',
      'Maximum, head',
    ]);
    expect(filters!.rows[1]).toEqual([1, 1, 0.5, 1, 0.5, 0, 1, 0]);
  });

  it('has a row a class, and the probabilities of both sides in it', () => {
    const [table] = tablesOf('probabilities');
    expect(table!.rows).toHaveLength(10);
    expect(table!.rows[6]).toEqual(['frog', 0.45, 0.75]);
  });

  it('has a row an epoch, and leaves a cell empty where a side has stopped', () => {
    const curves = structuredClone(figures.find(({ id }) => id === 'training-loss')!);
    const data = curves.data!;
    if (data.kind !== 'training-curves') throw new Error('not curves');
    data.models[0]!.validation.head!.pop();
    data.models[0]!.training.head!.pop();
    expect(tabulate(curves)[0]!.rows).toEqual([
      ['dummy', 1, 2, 2, 2.25, 2.25],
      ['dummy', 2, 1, 1.5, 1.25, 1.75],
      ['dummy', 3, 0.5, '', 1.5, ''],
    ]);
  });

  it('has the distances between two distributions in the row of their series', () => {
    expect(tablesOf('distribution-conv2d_6')[0]!.rows).toEqual([
      ['dummy', 0.5, 0, 0.5, 1, 1.5, 0, 0.3113, 0.5],
    ]);
  });

  it('has as many cells a row as columns, in every table', () => {
    for (const { columns, rows } of figures.flatMap(tabulate)) {
      expect(rows.map((row) => row.length)).toEqual(rows.map(() => columns.length));
    }
  });
});
