import { expect, it } from 'vitest';
import type { Experiment } from '@layerprint/core/schemas/experiment';
import { settleSample } from '../../../core/tests/verdicts/sample-study.ts';
import { sayKnownSeeds } from '../../src/study/rule-words.ts';

const VERDICTS = settleSample();
const trained = (...seeds: number[]): Experiment['models'] =>
  seeds.map((seed) => ({ id: `model-${seed}`, trainingImages: 100, seed }));
const LOADED: Experiment['models'] = [{ id: 'loaded', weights: { file: 'weights.h5' } }];

it.each([
  [
    'two',
    trained(1, 2),
    'No model of the study has the seeds of the report’s own models, 1 and 2.',
  ],
  ['one', trained(7), 'No model of the study has the seed of the report’s own model, 7.'],
  [
    'one that is not trained beside it',
    [...trained(7), ...LOADED],
    'No model of the study has the seed of the report’s own model, 7.',
  ],
  [
    'some that the study has as well',
    trained(1, 1001, 1004),
    'Of the seeds of the report’s own models, 1, 1001 and 1004, the study has some too: pair-01-benchmark has 1001, pair-02-dummy has 1004, same-steps-01-benchmark has 1001, same-epoch-01-benchmark has 1001 and same-epoch-02-dummy has 1004.',
  ],
  ['none', LOADED, ''],
])('of the known seeds only what data tell is said: %s', (_, models, said) => {
  expect(sayKnownSeeds({ models }, VERDICTS)).toBe(said);
});
