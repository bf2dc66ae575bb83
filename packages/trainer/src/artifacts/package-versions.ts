import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import type { NamedInput } from '@layerprint/artifacts/source-code';

/**
 * Reads the versions of the packages that a task stands on, as they are installed: those that draw. What
 * computes, Node and TF.js, is told by the backend.
 */
export function readPackageVersions(input: NamedInput): Record<string, string> {
  const names = input.flatMap((entry) =>
    typeof entry === 'string' ? [] : (entry.externalDependencies ?? []),
  );
  const drawing = names.filter((name) => name !== 'node' && !name.startsWith('@tensorflow/'));
  return Object.fromEntries(drawing.map((name) => [name, readInstalledVersion(name)]));
}

function readInstalledVersion(name: string): string {
  const path = findPackageJSON(name, import.meta.url)!;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
