import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { runCommand } from '../command.ts';
import { parseCommandLine } from '../command-line.ts';
import { writeFileIfOther } from '../files.ts';
import { recordPath, SourceRecordSchema } from '../held-sources.ts';
import { hashEachSourceFile, listTaskCodes } from '../source-code.ts';

const COMMAND = {
  name: 'record-sources',
  purpose:
    'Records the hashes of the sources that a build begins with, in dist/.sources; Nx runs it before every other task.',
  options: {},
  examples: ['npx nx run artifacts:record-sources'],
};

/**
 * Records the code of every kind of task, as the first task of every build: what the others are started
 * for. Nx counts the records among their inputs, and they hold themselves to them.
 */
await runCommand(async () => {
  parseCommandLine(COMMAND, process.argv.slice(2));
  for (const code of listTaskCodes()) {
    const path = recordPath(code);
    const record = { files: hashEachSourceFile(code) };
    const text = stringifyCanonicalJson(SourceRecordSchema, record, path);
    await writeFileIfOther(path, text);
  }
});
