import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import './any-call/by-one-thread.ts';
import { anyChain, type Chain, runChain } from './any-call/chains.ts';
import { inScope } from './any-call/in-scope.ts';
import { compareOutcomes, largest, litterMemory } from './any-call/outcome.ts';
import './both-backends.ts';

const RELATIVE_ERROR = 1e-5;
/** A product that waits, reshaped, to which a row is added that fits the product and not the new shape. */
const RESHAPED_PRODUCT: Chain = {
  starts: ['square', 'wide', 'row'],
  steps: [
    { operation: 'matMul', places: [2, 1], choice: 0 },
    { operation: 'reshape', places: [0, 0], choice: 2 },
    { operation: 'add', places: [0, 2], choice: 0 },
  ],
  isReadBackwards: false,
};

/** What differs between TF.js's CPU backend and ours, with the program; undefined where nothing does. */
async function findDifference(chain: Chain): Promise<string | undefined> {
  await tf.setBackend('cpu');
  const expected = inScope(() => runChain(chain));
  await tf.setBackend('layerprint');
  const actual = inScope(() => {
    litterMemory();
    return runChain(chain, expected.taken);
  });
  const sizes = expected.outcomes.map((outcome) =>
    'error' in outcome ? 1 : largest(outcome.values),
  );
  const bound = RELATIVE_ERROR * Math.max(...sizes);
  const differences = expected.outcomes.map((outcome, i) => {
    const difference = compareOutcomes(actual.outcomes[i]!, outcome, () => bound);
    return difference && `t${i}\n${difference}`;
  });
  const found = differences.find((difference) => difference !== undefined);
  return found && `${expected.program}\n${found}`;
}

it('chains of operations give TF.js’s shapes, types, numbers and errors', async () => {
  await fc.assert(
    fc.asyncProperty(anyChain, async (chain) => {
      expect(await findDifference(chain)).toBeUndefined();
    }),
    { numRuns: 2000, examples: [[RESHAPED_PRODUCT]] },
  );
});
