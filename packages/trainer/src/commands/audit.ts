import { randomInt } from 'node:crypto';
import { countNoun } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { runInterruptibly } from '@layerprint/artifacts/interruption';
import { studyLayoutOf } from '../layout.ts';
import { AT_ONCE } from '../study/at-once.ts';
import { auditStudy } from '../study/audit/audit-study.ts';
import type { AuditChoice } from '../study/audit/choose-lines.ts';

/** Seeds that are drawn lie below this, so that all can be given. */
const SEED_LIMIT = 1_000_000_000;
const USUAL_SAMPLE = 3;

const COMMAND = {
  name: 'audit',
  purpose:
    'Trains lines of the record of a study again, without any cache and in dist/<profile>/study/audit, and compares every hash and number. It changes no record.',
  options: {
    sample: {
      value: 'n',
      pattern: /^[1-9][0-9]{0,4}$/,
      help: `So many lines, drawn by a seed. This is what is done where nothing is said, with ${USUAL_SAMPLE}.`,
      optional: true,
    },
    seed: {
      value: 'n',
      pattern: /^(?:0|[1-9][0-9]{0,8})$/,
      help: 'By which the sample is drawn. Default: one that nobody knows before; it is told.',
      optional: true,
    },
    ids: {
      value: 'a,b',
      pattern: /^[a-z0-9_-]+(?:,[a-z0-9_-]+)*$/,
      help: 'The lines with these ids.',
      optional: true,
    },
    all: {
      value: ['true'],
      help: 'Every line; --all alone says so too.',
      optional: true,
    },
    'at-once': AT_ONCE,
    ...TASK_OPTIONS,
  },
  examples: [
    'npx nx run quick:audit -- --sample 3',
    'npx nx run quick:audit -- --ids pair-01-benchmark,pair-01-dummy',
    'npx nx run article:audit -- --all',
  ],
  statuses: {
    0: 'every line that was trained again is the same in all hashes and numbers',
    1: 'one is not, is stale, or could not be trained; what is said tells which and what differs',
    70: 'a fault of ours, told with its stack',
  },
} as const;

/** Trains lines of a record again, and says whether they are what stands there. */
await runCommand(() =>
  runInterruptibly(
    async (signal) => {
      const options = readOptions(process.argv.slice(2));
      const { profile, 'at-once': atOnce } = options;
      const print = (sentence: string) => void process.stdout.write(`${sentence}\n`);
      const choice = chooseBy(options);
      if (typeof choice === 'object' && 'sample' in choice) {
        print(
          `The lines are drawn by the seed ${choice.seed}; --seed=${choice.seed} draws them again.`,
        );
      }
      const { same, of } = await auditStudy(
        studyLayoutOf(profile),
        { profile, choice, atOnce: atOnce === undefined ? undefined : Number(atOnce), signal },
        print,
        process.stderr,
      );
      print(
        `${same} of ${countNoun(of, 'line')} ${same === 1 ? 'was' : 'were'} trained again: all hashes and numbers are the same.`,
      );
    },
    `\`${nameCommand('audit', '<name>')}\` trains them again; no record was changed.`,
  ),
);

/** Options as Nx hands them on: a switch alone, or with "true" behind it. */
function readOptions(argv: readonly string[]) {
  return parseCommandLine(
    COMMAND,
    argv.map((argument) => (argument === '--all' ? '--all=true' : argument)),
  );
}

/** @throws {LayerprintError} `bad-usage`, where more than one way to choose is given. */
function chooseBy({ sample, seed, ids, all }: ReturnType<typeof readOptions>): AuditChoice {
  const drawn = sample === undefined ? { seed } : { sample };
  const given = Object.entries({ ...drawn, ids, all }).filter(([, value]) => value);
  if (given.length > 1) {
    throw new LayerprintError(
      'bad-usage',
      `The options ${given.map(([name]) => `--${name}`).join(' and ')} do not go together.`,
      'Give --sample and its --seed, or --ids, or --all.',
    );
  }
  if (all) return 'all';
  if (ids !== undefined) return { ids: ids.split(',') };
  return {
    sample: Number(sample ?? USUAL_SAMPLE),
    seed: seed === undefined ? randomInt(SEED_LIMIT) : Number(seed),
  };
}
