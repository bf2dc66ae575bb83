import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { layoutOf } from '../layout.ts';
import { openBuild } from '../reference/open-build.ts';
import { writeReference } from '../reference/reference-folder.ts';
import { summariseArtifacts } from '../reference/summarise-artifacts.ts';

const COMMAND = {
  name: 'write-reference',
  purpose:
    'Makes the build in dist/<profile> the reference in fixtures/<profile>, which verify compares with.',
  options: TASK_OPTIONS,
  examples: ['npx nx run article:write-reference'],
};

/**
 * Makes the build that stands in `dist/<profile>` the committed reference of its profile: the models, the
 * headline numbers, the hashes.
 */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const manifest = await openBuild(layout.artifacts, profile);
  await writeReference(layout, summariseArtifacts(manifest));
  process.stdout.write(`This build of ${profile} is now the reference, in ${layout.reference}.\n`);
});
