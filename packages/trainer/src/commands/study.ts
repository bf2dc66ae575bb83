import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { runInterruptibly } from '@layerprint/artifacts/interruption';
import { countNoun } from '@layerprint/core';
import { studyLayoutOf } from '../layout.ts';
import { AT_ONCE } from '../study/at-once.ts';
import { PART } from '../study/choose-part.ts';
import { runStudy } from '../study/run-study.ts';

const COMMAND = {
  name: 'study',
  purpose:
    'Trains and measures what the record of an experiment’s study lacks, a training a core, and writes experiments/<profile>/study-record.jsonl as it goes. Killed, it goes on when it is run again.',
  options: {
    part: {
      value: 'i/n',
      pattern: PART,
      help: 'One of n parts of the study, for n machines that share a cache of Nx.',
      optional: true,
    },
    'at-once': AT_ONCE,
    profile: TASK_OPTIONS.profile,
  },
  examples: ['npx nx run quick:study', 'npx nx run article:study --part=1/4'],
} as const;

/** Runs what the record of a study lacks. */
await runCommand(() =>
  runInterruptibly(
    async (signal) => {
      const options = parseCommandLine(COMMAND, process.argv.slice(2));
      const { profile, part, 'at-once': atOnce } = options;
      const layout = studyLayoutOf(profile);
      const request = {
        profile,
        part,
        atOnce: atOnce === undefined ? undefined : Number(atOnce),
        signal,
      };
      const lines = await runStudy(layout, request, process.stderr);
      process.stdout.write(`${layout.studyRecord} has ${countNoun(lines.length, 'model')}.\n`);
    },
    `What is finished is in the record; \`${nameCommand('study', '<name>')}\` goes on.`,
  ),
);
