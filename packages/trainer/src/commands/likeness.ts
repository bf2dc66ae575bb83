import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { runInterruptibly } from '@layerprint/artifacts/interruption';
import { countNoun } from '@layerprint/core';
import { studyLayoutOf } from '../layout.ts';
import { measureLikenesses } from '../study/likeness/measure-likenesses.ts';

const COMMAND = {
  name: 'likeness',
  purpose:
    'Measures how alike the filters of a study’s models are, those of a pair and those of two seeds, and writes experiments/<profile>/study-likeness.jsonl as it goes. Models that are not here are trained again.',
  options: { profile: TASK_OPTIONS.profile },
  examples: ['npx nx run quick:likeness'],
} as const;

/** Measures how alike models of a study are. */
await runCommand(() =>
  runInterruptibly(
    async (signal) => {
      const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
      const layout = studyLayoutOf(profile);
      const compared = await measureLikenesses(layout, { profile, signal }, process.stderr);
      process.stdout.write(
        `${layout.studyLikeness} has ${countNoun(compared.length, 'comparison')}.\n`,
      );
    },
    `What is compared is in the file; \`${nameCommand('likeness', '<name>')}\` goes on.`,
  ),
);
