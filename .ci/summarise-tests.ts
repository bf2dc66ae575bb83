import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * Prints the counts of the last tests of every project as the line that CI ends with, and before it each test that failed, with why: what
 * is far above in a log is often cut off.
 */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  /** Why the file could not be run. */
  readonly message: string;
  readonly assertionResults: readonly Test[];
}

interface Test {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** Of a failure's text: enough for what was expected, what came, and where. */
const LONGEST_FAILURE = 1500;

const results = globSync('dist/test-results/*.json')
  .sort()
  .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Results);
for (const { name, status, message, assertionResults } of results.flatMap(
  ({ testResults }) => testResults,
)) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const file = relative(process.cwd(), name);
  for (const { fullName, failureMessages } of failed) tell(`${file}: ${fullName}`, failureMessages);
  if (status === 'failed' && failed.length === 0) tell(file, [message]);
}
const sum = (key: 'numPassedTests' | 'numFailedTests' | 'numPendingTests'): number =>
  results.reduce((total, result) => total + result[key], 0);
const counts = `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`;
const skipped = sum('numPendingTests') === 0 ? '' : `, ${sum('numPendingTests')} skipped`;
process.stdout.write(`${counts}${skipped}\n`);

function tell(what: string, why: readonly string[]): void {
  process.stdout.write(`FAILED ${what}\n${why.join('\n').slice(0, LONGEST_FAILURE)}\n\n`);
}
