import { describe, expect, it } from 'vitest';
import { sampleDiff } from './sample-diff.ts';
import { groupChanges, groupQuiet } from '../../src/comparison/index.ts';

describe('groupChanges and groupQuiet', () => {
  it('put what matters most first', () => {
    expect(groupChanges(sampleDiff()).map(({ verdict }) => verdict)).toEqual([
      'finding-changed',
      'changed',
      'added',
      'removed',
      'visual-only',
    ]);
    expect(groupQuiet(sampleDiff()).map(({ verdict }) => verdict)).toEqual([
      'numeric-noise',
      'identical',
    ]);
  });

  it('fold the grids that the article does not have', () => {
    const diff = sampleDiff();
    const grid = diff.figures.find(({ kind }) => kind === 'activation-grid')!;
    diff.figures.push({ ...grid, id: 'activations-conv2d_6-dummy-cat-0', number: null });
    const [findings] = groupChanges(diff);
    expect(findings!.shown.map(({ id }) => id)).toEqual([grid.id, 'probabilities']);
    expect(findings!.folded.map(({ id }) => id)).toEqual(['activations-conv2d_6-dummy-cat-0']);
  });

  it('leave no figure out', () => {
    const diff = sampleDiff();
    const grouped = [...groupChanges(diff), ...groupQuiet(diff)];
    const ids = grouped.flatMap(({ shown, folded }) => [...shown, ...folded].map(({ id }) => id));
    expect(ids.toSorted()).toEqual(diff.figures.map(({ id }) => id).toSorted());
  });
});
