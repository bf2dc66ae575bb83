import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { serveFolder } from './preview/serve-folder.ts';
import { waitForStop } from './preview/wait-for-stop.ts';
import { siteFolder } from './report/folders.ts';
import { parseSiteAddress } from './site-address.ts';

/** Where the site is, unless something else is there. */
const PORT = 4321;

/** Shows a built site in this machine's browsers, as a static host would, until it is stopped. */
await runCommand(async () => {
  const { profile } = parseCommandLine('preview', process.argv.slice(2), TASK_OPTIONS);
  const { basePath } = parseSiteAddress(process.env);
  const folder = siteFolder(profile);
  if (!existsSync(join(folder, 'index.html'))) {
    throw new LayerprintError(
      'no-site',
      `There is no site of ${profile} in ${folder}.`,
      'Build it first: see README.md.',
    );
  }
  await using server = await serveFolder(folder, basePath, PORT);
  process.stdout.write(
    `The site of ${profile} is at ${server.origin}${basePath} until you stop this with Ctrl+C.\n`,
  );
  await waitForStop();
});
