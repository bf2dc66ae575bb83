import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import { makeJsonSchema, PUBLISHED } from './published-schemas.ts';

const COMMAND = {
  name: 'write-schemas',
  purpose:
    'Writes what may stand in the files of an experiment, as JSON Schema for editors, out of the schemas that the code checks them by.',
  options: {},
  examples: ['npm run write-schemas'],
};

/** Publishes the schemas of the files that authors write. */
await runCommand(async () => {
  parseCommandLine(COMMAND, process.argv.slice(2));
  for (const published of PUBLISHED) {
    await writeFileAtomically(join(WORKSPACE, published.path), await makeJsonSchema(published));
    process.stdout.write(`Wrote ${published.path}.\n`);
  }
});
