import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { recogniseVersion } from '../dataset/cifar-10/recognise-version.ts';

/**
 * Finds CIFAR-10's files in a folder that somebody made: in it, or all in one folder below it. Case does not
 * count, nor what else is there.
 *
 * @param names What they are called.
 * @returns The path of each, by name.
 * @throws {LayerprintError} `other-version`, where it holds CIFAR in another form; `data-file-missing`, naming
 *   the first that the folder lacks.
 */
export async function findBatches(
  folder: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const places = ['.', ...below.sort()];
  let version: string | undefined;
  for (const place of places) {
    const there = await readdir(join(folder, place)).catch(() => []);
    const paths = new Map(there.map((name) => [name.toLowerCase(), join(folder, place, name)]));
    if (names.every((name) => paths.has(name))) {
      return new Map(names.map((name) => [name, paths.get(name)!]));
    }
    version ??= there.map((name) => recogniseVersion(`${place}/${name}`)).find(Boolean);
  }
  if (version !== undefined) throw otherVersion(folder, version);
  const there = new Set(entries.map(({ name }) => name.toLowerCase()));
  const missing = names.find((name) => !there.has(name)) ?? names[0]!;
  throw new LayerprintError(
    'data-file-missing',
    `${join(folder, missing)} is missing.`,
    'Give --from a folder with the whole binary version of CIFAR-10, or its archive.',
  );
}

/** Says that what was given is CIFAR, and not the one that is needed. */
export function otherVersion(path: string, version: string): LayerprintError {
  return new LayerprintError(
    'other-version',
    `${path} is ${version}; what is needed is the binary version of CIFAR-10.`,
    'Get "CIFAR-10 binary version" from https://www.cs.toronto.edu/~kriz/cifar.html.',
  );
}
