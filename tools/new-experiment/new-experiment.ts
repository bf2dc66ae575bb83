import { lstatSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { readFileOrExplain, replaceFolder, writeFileAtomically } from '@layerprint/artifacts/files';
import { assertNameUsable } from '@layerprint/artifacts/profiles';
import {
  articlePath,
  claimsPath,
  EXPERIMENT_FILE,
  EXPERIMENTS,
  experimentPath,
} from '@layerprint/core/experiment-path';

const COMMAND = {
  name: 'new',
  purpose:
    'Writes an experiment to start from, experiments/<name>: what quick trains, two claims about it, and an article of a few lines.',
  options: { name: { value: 'name', help: 'What it is called: its folder, its tasks, its page.' } },
  examples: ['npx nx run report-site:new --name=mine'],
};

/** Where the first values come from. */
const TEMPLATE = 'quick';
/** What stands beside them at first: claims that fit them, and an article that shows these. */
const BESIDE = join(import.meta.dirname, 'template');
/** Where editors find what an experiment.json may hold, seen from its folder. */
const SCHEMA = '../experiment.schema.json';

/** Writes an experiment of a new name. */
await runCommand(async () => {
  const { name } = parseCommandLine(COMMAND, process.argv.slice(2));
  assertNameUsable(name);
  const folder = join(EXPERIMENTS, name);
  const taken = new LayerprintError(
    'name-taken',
    `${folder} is there already, and nothing of it is changed.`,
    'Choose another name, or work on what is there.',
  );
  // A link that leads nowhere is something, too.
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) throw taken;
  const template = await readFileOrExplain(experimentPath(TEMPLATE));
  await replaceFolder(
    folder,
    async (fresh) => {
      await cp(BESIDE, fresh, { recursive: true });
      await writeFileAtomically(join(fresh, EXPERIMENT_FILE), startFrom(template.toString()));
    },
    () => Promise.reject(taken),
  );
  process.stdout.write(describeNext(name));
});

function startFrom(template: string): string {
  const values = JSON.parse(template) as object;
  return `${JSON.stringify({ $schema: SCHEMA, ...values }, undefined, 2)}\n`;
}

function describeNext(name: string): string {
  const steps = [
    [experimentPath(name), 'what to train and to show; editors complete it by its $schema'],
    [claimsPath(name), 'what is claimed of it; without the file nothing is'],
    [articlePath(name), 'the first page; without the file it is made from the rest'],
    [nameCommand('build', name), `trains, draws, and says where the site is`],
    [nameCommand('dev', name), 'shows the pages while you work on them'],
  ] as const;
  const width = Math.max(...steps.map(([step]) => step.length));
  const lines = steps.map(([step, what]) => `  ${step.padEnd(width)}   ${what}`);
  return [
    `${join(EXPERIMENTS, name)} is a new experiment, for now with what ${TEMPLATE} trains. What to edit, and what to run:`,
    '',
    ...lines,
    '',
    'docs/guides has a page on each: your own network, pictures, claims, article; publishing; comparing.',
    '',
  ].join('\n');
}
