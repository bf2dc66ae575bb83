import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { serveFolder } from './preview/serve-folder.ts';
import { waitForStop } from './preview/wait-for-stop.ts';
import { siteFolder } from './report/folders.ts';
import { parseSiteAddress } from './site-address.ts';

const COMMAND = {
  name: 'preview',
  purpose:
    'Builds the site of a profile and shows it in the browsers of this machine as a host would serve it, until Ctrl+C.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:preview', 'BASE_PATH=/my-report npx nx run article:preview'],
};

/** Where the site is, unless something else is there. */
const PORT = 4321;

/** Shows a built site in this machine's browsers, as a static host would, until it is stopped. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const { basePath } = parseSiteAddress(process.env);
  const folder = siteFolder(profile);
  if (!existsSync(join(folder, 'index.html'))) {
    assertProfileExists(profile);
    throw new LayerprintError(
      'no-site',
      `There is no site of ${profile} in ${folder}.`,
      `Run \`${nameCommand('build', profile)}\` first.`,
    );
  }
  await using server = await serveFolder(folder, basePath, PORT);
  process.stdout.write(
    `The site of ${profile} is at ${server.origin}${basePath} until you stop this with Ctrl+C.\n`,
  );
  await waitForStop();
});
