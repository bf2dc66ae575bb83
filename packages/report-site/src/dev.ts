import { dirname } from 'node:path';
import { openArtifacts } from '@layerprint/artifacts';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { waitForStop } from './preview/wait-for-stop.ts';
import { artifactsFolder } from './report/folders.ts';

const COMMAND = {
  name: 'dev',
  purpose:
    'Shows the pages of a profile while you work on them, until Ctrl+C: what you change in a page or a style shows at once.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:dev'],
};

/** Shows a profile's pages while somebody works on them: what changes in a page or a style shows at once. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  assertProfileExists(profile);
  await openArtifacts(artifactsFolder(profile));
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['PROFILE'] = profile;
  const { dev } = await import('astro');
  const root = dirname(import.meta.dirname);
  // The server would ask for a slash behind files, too.
  const server = await dev({ root, logLevel: 'warn', trailingSlash: 'ignore' });
  const { address, port } = server.address;
  process.stdout.write(
    `The pages of ${profile} are at http://${address}:${port}/ until you stop this with Ctrl+C.\n`,
  );
  await waitForStop();
  await server.stop();
});
