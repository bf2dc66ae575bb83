import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { readFileOrExplain, writeFileAtomically } from '@layerprint/artifacts/files';
import { assertNameUsable } from '@layerprint/artifacts/profiles';
import { EXPERIMENTS, experimentPath } from '@layerprint/core/experiment-path';

const COMMAND = {
  name: 'new',
  purpose:
    'Writes an experiment to start from, experiments/<name>/experiment.json, which trains what quick trains until you change it.',
  options: { name: { value: 'name', help: 'What it is called: its folder, its tasks, its page.' } },
  examples: ['npx nx run report-site:new --name=mine'],
};

/** Where the first values come from. */
const TEMPLATE = 'quick';
/** Where editors find what an experiment.json may hold, seen from its folder. */
const SCHEMA = '../experiment.schema.json';

/** Writes an experiment of a new name. */
await runCommand(async () => {
  const { name } = parseCommandLine(COMMAND, process.argv.slice(2));
  assertNameUsable(name);
  assertNew(name);
  const path = experimentPath(name);
  const template = await readFileOrExplain(experimentPath(TEMPLATE));
  await writeFileAtomically(path, startFrom(template.toString()));
  process.stdout.write(describeNext(name, path));
});

/** A link that leads nowhere is something, too. */
function assertNew(name: string): void {
  const folder = join(EXPERIMENTS, name);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return;
  throw new LayerprintError(
    'name-taken',
    `${folder} is there already, and nothing of it is changed.`,
    'Choose another name, or work on what is there.',
  );
}

function startFrom(template: string): string {
  const values = JSON.parse(template) as object;
  return `${JSON.stringify({ $schema: SCHEMA, ...values }, undefined, 2)}\n`;
}

function describeNext(name: string, path: string): string {
  const steps = [
    [`edit ${path}`, 'what to train and to show; editors complete and check it by its $schema'],
    [nameCommand('build', name), `trains, draws, and says where the site is`],
    [nameCommand('dev', name), 'shows the pages while you work on them'],
  ] as const;
  const width = Math.max(...steps.map(([step]) => step.length));
  const lines = steps.map(([step, what]) => `  ${step.padEnd(width)}   ${what}`);
  return [
    `${path} is a new experiment, for now with what ${TEMPLATE} trains and shows. Next:`,
    '',
    ...lines,
    '',
    'docs/guides has a page on each: your own network, pictures, claims, article; publishing; comparing.',
    '',
  ].join('\n');
}
