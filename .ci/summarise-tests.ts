import { globSync, readFileSync } from 'node:fs';

/** Prints the counts of the last tests of every project as the line that CI ends with. */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

const results = globSync('dist/test-results/*.json').map(
  (path) => JSON.parse(readFileSync(path, 'utf8')) as Results,
);
const sum = (key: keyof Results): number =>
  results.reduce((total, result) => total + result[key], 0);
const counts = `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`;
const skipped = sum('numPendingTests') === 0 ? '' : `, ${sum('numPendingTests')} skipped`;
process.stdout.write(`${counts}${skipped}\n`);
