import { dirname, join, resolve } from 'node:path';
import { openArtifacts } from '@layerprint/core/artifacts';
import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { replaceFolder } from '@layerprint/core/files';
import { artifactsFolder, siteFolder } from './report/open-report.ts';
import { parseSiteAddress } from './site-address.ts';

const LOG = join(import.meta.dirname, 'astro-log.ts');

/**
 * Builds a profile's site out of its artifacts: verifies them, renders every page into a folder of its
 * own, and puts that in the place of the old site only when it is whole.
 *
 *     dist/<profile>/artifacts/ ──► dist/<profile>/site/
 */
async function main(): Promise<void> {
  // Nx hands a build's options on to every task; which backend computed is told by the artifacts.
  const { profile } = parseCommandLine('build', process.argv.slice(2), TASK_OPTIONS);
  parseSiteAddress(process.env);
  await openArtifacts(artifactsFolder(profile));

  // Both are read where the pages are rendered, in this process. Astro looks at the first on import.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['PROFILE'] = profile;
  const { build } = await import('astro');
  const root = dirname(import.meta.dirname);
  await replaceFolder(siteFolder(profile), (temporary) =>
    build({ root, outDir: resolve(temporary), logLevel: 'warn', logger: { entrypoint: LOG } }),
  );
}

await runCommand(main);
