import { existsSync, globSync, readFileSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, replaceFolder } from '@layerprint/artifacts/files';
import { withLock } from '@layerprint/artifacts/lock';
import { withWorkFolder } from '@layerprint/artifacts/work-folder';
import type { AstroInlineConfig, AstroIntegration } from 'astro';
import type { PageInput } from './page-input.ts';

/** The page as a function of a comparison. */
export type RenderPage = (input: PageInput) => Promise<string>;

const WORKSPACE = join(import.meta.dirname, '../../../..');
/** Compiled pages, each in a folder named by the hash of what it was compiled from. */
const COMPILED = join(WORKSPACE, 'dist/diff-page');
/** All that the page may be made of; the lock file stands for the packages. */
const SOURCES = [
  'package-lock.json',
  'packages/{core,figure-diff,report-site}/{package.json,src/**/*}',
];
/** Beside compiled pages. */
const LOCK_FILE = '.lock';
/** In a compiled page, what is imported. */
const ENTRY = 'server/entry.mjs';

/**
 * Loads the page's components, compiled by Astro: once for each state of the sources, since that takes
 * longer than to compare two reports and render theirs.
 *
 *     pages/index.astro ─── Astro ──► dist/diff-page/<hash of the sources>/server/entry.mjs
 *
 * One process at a time does so: another would replace what this one is about to load, and Astro keeps files of its own below
 * the package.
 *
 * @param signal Stops the waiting, not the compiling, which cannot be stopped.
 * @param compiled Where compiled pages are.
 * @throws {LayerprintError} `not-written`, `source-changed`; what `signal` gives as its reason.
 */
export async function loadPage(signal?: AbortSignal, compiled = COMPILED): Promise<RenderPage> {
  const hash = hashSources();
  const folder = join(compiled, hash);
  const entry = join(folder, ENTRY);
  const compileAndImport = async () => {
    if (!existsSync(entry)) await compilePage(folder, () => hashSources() === hash);
    return import(/* @vite-ignore */ pathToFileURL(entry).href) as Promise<{
      renderPage: RenderPage;
    }>;
  };
  const loading = withLock(join(compiled, LOCK_FILE), compileAndImport, signal);
  const { renderPage } = await Promise.race([loading, waitForAbort(signal)]);
  return renderPage;
}

function waitForAbort(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

function hashSources(): string {
  const paths = globSync(SOURCES, { cwd: WORKSPACE, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hashes = paths.map((path) => `${hashSha256(readFileSync(path))}  ${path}\n`);
  return hashSha256(`${process.version}\n${hashes.join('')}`);
}

/**
 * Puts the compiled page in place when it is whole, and then it is the only one.
 *
 * @param isCurrent Whether its sources are still what they were when it began.
 * @throws {LayerprintError} `source-changed`, where they are not; `not-written`.
 */
export async function compilePage(folder: string, isCurrent: () => boolean): Promise<void> {
  // Astro looks at it on import.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const { build } = await import('astro');
  const { passthroughImageService } = await import('astro/config');
  await replaceFolder(folder, async (outDir) => {
    await build({ ...CONFIG, image: { service: passthroughImageService() }, outDir });
    if (!isCurrent()) throw sourceChanged();
    await removeOthers(folder);
  });
}

function sourceChanged(): LayerprintError {
  return new LayerprintError(
    'source-changed',
    'The code of the page was changed while it was compiled, so it is not kept.',
    'Run the same command again, and change nothing until it has ended.',
  );
}

/** Removes pages of other sources, each whole, so that no part of one is left where a page is looked for. */
async function removeOthers(folder: string): Promise<void> {
  const compiled = dirname(folder);
  const others = (await readdir(compiled)).filter(
    (name) => /^[0-9a-f]{64}$/.test(name) && name !== basename(folder),
  );
  await withWorkFolder(compiled, async (workFolder) => {
    for (const name of others) await rename(join(compiled, name), join(workFolder, name));
  });
}

/** Makes Astro leave the page as a function instead of calling it, and says which module exports it. */
const KEEP_AS_FUNCTION: AstroIntegration = {
  name: 'diff-page',
  hooks: {
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'diff-page',
        // Another value of it is what is deprecated.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        entrypointResolution: 'auto',
        serverEntrypoint: join(import.meta.dirname, 'page-entry.ts'),
        supportedAstroFeatures: { serverOutput: 'stable' },
      }),
  },
};

/** One page that needs nothing but the pictures beside it: a file may not load modules or fonts. */
const CONFIG: AstroInlineConfig = {
  configFile: false,
  root: join(import.meta.dirname, '../..'),
  srcDir: import.meta.dirname,
  publicDir: join(import.meta.dirname, 'public'),
  output: 'server',
  adapter: KEEP_AS_FUNCTION,
  logLevel: 'warn',
  logger: { entrypoint: fileURLToPath(import.meta.resolve('@layerprint/report-site/astro-log')) },
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'always' },
  vite: { build: { assetsInlineLimit: Number.MAX_SAFE_INTEGER } },
};
