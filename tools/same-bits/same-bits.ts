import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { runOurs } from '../run-ours.ts';
import { compareHashes, type Found, type Row } from './compare-hashes.ts';
import { PLACES } from './places.ts';

const OUTPUT = 'dist/same-bits.json';

const COMMAND = {
  name: 'same-bits',
  purpose: `Trains a small network and runs every kernel in several versions of Node, in Chromium, on other processors and by several numbers of threads, and compares the bits. Writes ${OUTPUT}.`,
  options: {},
  examples: ['npm run same-bits'],
  statuses: {
    0: 'the bits are the same wherever they were computed',
    1: 'they are not, or could not be computed, and what is said tells where',
    70: 'a fault of ours, told with its stack',
  },
};

/** A line of the table: the verdict in words, the beginning of the hash of the trained weights, the place. */
function describeRow({ place, verdict, training, differentKernels, skipped }: Row): string {
  if (verdict === 'skipped') return `skipped    ${' '.repeat(12)}  ${place} (${skipped})`;
  const line = `${verdict.padEnd(9)}  ${training!.slice(0, 12)}  ${place}`;
  return differentKernels!.length === 0 ? line : `${line}: ${differentKernels!.join('; ')}`;
}

/**
 * Trains the same small network, and runs every kernel on the same numbers, in several versions of Node,
 * by several numbers of threads, in Chromium and on other processors. Prints a table, writes
 * dist/same-bits.json, and fails where a bit differs.
 *
 *     place ─► hashes of the weights and of each kernel ─► compared with the first place ─► row
 */
await runCommand(async () => {
  parseCommandLine(COMMAND, process.argv.slice(2));
  runOurs('nx', ['run', 'backend:compile']);
  const found: Found[] = [];
  for (const compute of PLACES) {
    found.push(await compute());
    process.stdout.write(`${describeRow(compareHashes(found).at(-1)!)}\n`);
  }
  const rows = compareHashes(found);
  await writeFileAtomically(OUTPUT, `${JSON.stringify({ rows, found }, null, 2)}\n`);

  const count = (verdict: Row['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length;
  if (count('different') > 0) {
    throw new LayerprintError(
      'different-bits',
      `${count('different')} of ${rows.length} places gave other bits than the first.`,
      `The table above names the kernels; ${OUTPUT} has every hash.`,
    );
  }
  process.stdout.write(
    `${count('same')} places gave the same bits, ${count('skipped')} skipped.\n`,
  );
});
