import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { filterProblems, problemKindInfo } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Attempt } from './attempt.ts';

/** Most bytes that may be downloaded before compression, beside TF.js. */
const LIMITS = { wasm: 40_000, js: 60_000 };

/** What publint finds wrong with the package.json and the files it names. */
export async function lintExports(folder: string): Promise<Attempt> {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: 'npm' });
  return { name: 'publint', faults: messages.map((message) => formatMessage(message, pkg)!) };
}

/** Who looks for a module of the package: it is ESM alone, so neither CommonJS nor what came before exports. */
const READERS = ['node16-esm', 'bundler'] as const;

/** What arethetypeswrong finds wrong with the types of what is imported. */
export async function lintTypes(tarball: string): Promise<Attempt> {
  const name = 'arethetypeswrong';
  const data = createPackageFromTarballData(readFileSync(tarball));
  const result = await checkPackage(data, {
    excludeEntrypoints: ['./kernels.wasm', './package.json'],
  });
  if (!result.types) return { name, faults: ['The package has no types.'] };
  const problems = READERS.flatMap((resolutionKind) => filterProblems(result, { resolutionKind }));
  return { name, faults: problems.map(({ kind }) => problemKindInfo[kind].shortDescription) };
}

/** Whether the kernels and the JavaScript are as small as they have to be. */
export function weigh(folder: string): Attempt {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const weights = Object.entries(LIMITS).map(([extension, limit]) => {
    const ours = files.filter((file) => file.endsWith(`.${extension}`));
    const bytes = ours.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    return { extension, limit, bytes };
  });
  const name = weights.map(
    ({ extension, bytes }) => `${(bytes / 1000).toFixed(1)} kB of .${extension}`,
  );
  const heavy = weights.filter(({ bytes, limit }) => bytes > limit);
  return {
    name: name.join(', '),
    faults: heavy.map(({ extension, limit }) => `More than ${limit / 1000} kB of .${extension}.`),
  };
}
