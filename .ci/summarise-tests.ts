import { readFileSync } from 'node:fs';

/** Prints the counts of the last test run as the line that CI ends with. */
interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}

const results = JSON.parse(readFileSync('dist/test-results.json', 'utf8')) as Results;
const counts = `${results.numPassedTests} passed, ${results.numFailedTests} failed`;
const skipped = results.numPendingTests === 0 ? '' : `, ${results.numPendingTests} skipped`;
process.stdout.write(`${counts}${skipped}\n`);
