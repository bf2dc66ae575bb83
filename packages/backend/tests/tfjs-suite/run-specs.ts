import jasmineRequire from 'jasmine-core/lib/jasmine-core/jasmine.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util.js';

/** How TF.js's suite came out. A spec's name begins with those of the groups around it. */
export interface SuiteResult {
  passed: string[];
  /** Each with what it found wrong. */
  failed: { name: string; messages: string[] }[];
  /** What TF.js itself has switched off. */
  disabled: string[];
  /** What went wrong outside of any spec. */
  errors: string[];
}

/** Runs every spec of TF.js's suite on a backend whose numbers can be read at once, in the order of its files. */
export async function runSpecs(backendName: string): Promise<SuiteResult> {
  Math.random = makeRandom();
  const jasmine = jasmineRequire.core(jasmineRequire);
  // Otherwise an error while the suite is loaded would end the process without a word.
  const environment = jasmine.getEnv({ suppressLoadErrors: true });
  environment.configure({ random: false, forbidDuplicateNames: false });
  // The suite looks for both while it is loaded: `describe` and the rest, and the backends to test.
  Object.assign(globalThis, jasmineRequire.interface(jasmine, environment));
  setTestEnvs([{ name: 'backend', backendName, isDataSync: true }]);
  await import('@tensorflow/tfjs-core/dist/tests.js');

  const result: SuiteResult = { passed: [], failed: [], disabled: [], errors: [] };
  environment.addReporter({
    specDone({ fullName: name, status, failedExpectations }) {
      const messages = failedExpectations.map(({ message }) => message);
      if (status === 'passed') result.passed.push(name);
      else if (status === 'failed') result.failed.push({ name, messages });
      else result.disabled.push(name);
    },
  });
  const { failedExpectations } = await environment.execute();
  result.errors = failedExpectations.map(({ message }) => message);
  return result;
}

/** The same numbers in each run (Mulberry32): some specs draw samples and test their distribution. */
function makeRandom(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), 61 | bits);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
