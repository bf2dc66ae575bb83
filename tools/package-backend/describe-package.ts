import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What of a package.json here becomes one of the package. */
export interface SourcePackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** By subpath, a file of `src`, or one that is taken as it is. */
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const SOURCE = /^\.\/src\/(.+)\.ts$/;

/** Reads the package.json of a folder of the workspace. */
export async function readPackage(folder: string): Promise<SourcePackage> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as SourcePackage;
}

/** The modules that are entries, below `src` and without their extension. */
export function listEntries({ exports }: SourcePackage): string[] {
  return Object.values(exports).flatMap((file) => SOURCE.exec(file)?.slice(1) ?? []);
}

/** The package.json of the package: as here, with entries that are JavaScript and types. */
export function describePackage(source: SourcePackage): object {
  const { name, version, description, license, dependencies, peerDependencies } = source;
  const exports = Object.entries(source.exports).map(([subpath, file]) => {
    const module = SOURCE.exec(file)?.[1];
    const files = { types: `./lib/${module}.d.ts`, default: `./lib/${module}.js` };
    return [subpath, module === undefined ? file : files];
  });
  return {
    name,
    version,
    description,
    keywords: ['tfjs', 'tensorflow', 'backend', 'webassembly', 'training', 'deterministic'],
    license,
    type: 'module',
    engines: { node: '>=22' },
    exports: Object.fromEntries(exports) as object,
    dependencies,
    peerDependencies,
  };
}
