import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openArtifacts } from '@layerprint/core/artifacts';
import { runCommand } from '@layerprint/core/command';
import { LayerprintError } from '@layerprint/core/errors';
import { replaceFolder } from '@layerprint/core/files';
import { artifactsFolder, siteFolder } from './report/open-report.ts';
import { parseBasePath } from './base-path.ts';

const USAGE = 'Usage: [BASE_PATH=/path/] build.ts [--profile <name>] [--backend <name>]';

/**
 * Builds a profile's site out of its artifacts: verifies them, renders every page into a folder of its
 * own, and puts that in the place of the old site only when it is whole.
 *
 *     dist/<profile>/artifacts/ ──► dist/<profile>/site/
 */
async function main(): Promise<void> {
  const profile = parseProfile(process.argv.slice(2));
  const base = parseBasePath(process.env['BASE_PATH']);
  await openArtifacts(artifactsFolder(profile));

  // Both are read where the pages are rendered, in this process. Astro looks at the first on import.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['PROFILE'] = profile;
  const { build } = await import('astro');
  const root = dirname(import.meta.dirname);
  await replaceFolder(siteFolder(profile), (temporary) =>
    build({ root, base, outDir: resolve(temporary), logLevel: 'warn' }),
  );
}

/** Nx hands a build's options on to every task; which backend computed is told by the artifacts. */
const OPTIONS = {
  profile: { type: 'string', default: 'quick' },
  backend: { type: 'string' },
} as const;

function parseProfile(args: string[]): string {
  const profile = readOption(args);
  if (/^[a-z0-9][a-z0-9_-]*$/.test(profile)) return profile;
  throw new LayerprintError('bad-usage', `The option --profile cannot be "${profile}".`, USAGE);
}

function readOption(args: string[]): string {
  try {
    return parseArgs({ args, options: OPTIONS }).values.profile;
  } catch (cause) {
    const sentence = (cause as Error).message.split('\n')[0]!.replace(/\.?$/, '.');
    throw new LayerprintError('bad-usage', sentence, USAGE, { cause });
  }
}

await runCommand(main);
