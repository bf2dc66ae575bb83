import { expect, it } from 'vitest';
import { judgeTraining } from '../../try-package/judge-training.ts';

const OURS = { backend: 'layerprint', losses: [1, 0.5], weights: '[1]' };
const THEIRS = { backend: 'cpu', losses: [1.00001, 0.5], weights: '[2]' };

it.each([
  [{}, 0],
  [{ backend: 'cpu' }, 1],
  [{ losses: [1, 0.501] }, 1],
  [{ losses: [1, NaN] }, 1],
  [{ losses: [1] }, 1],
  [{ weights: '[1.0000001]' }, 1],
])('a training that differs by %o has %i faults', (difference, count) => {
  const attempt = { name: 'here', faults: [], training: { ...OURS, ...difference } };
  expect(judgeTraining(attempt, THEIRS, OURS).faults).toHaveLength(count);
});

it('without a training keeps what went wrong', () => {
  const attempt = { name: 'here', faults: ['It stopped.'] };
  expect(judgeTraining(attempt, THEIRS, OURS)).toEqual(attempt);
});
