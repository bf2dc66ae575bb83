import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';

const PACKAGES = resolve(import.meta.dirname, '../../packages');

/** Every way into a package, as one writes it in an import. */
function listEntries(name: string): string[] {
  const folder = join(PACKAGES, name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string>;
  };
  return Object.entries(exports)
    .flatMap(([entry, file]) =>
      entry.endsWith('*')
        ? globSync(join(folder, file)).map((path) => entry.replace('*', basename(path, '.ts')))
        : [entry],
    )
    .map((entry) => `@layerprint/${name}${entry.slice(1)}`);
}

/** Bundles code for a browser, without writing it anywhere, and tells what came along. */
async function bundle(name: string, contents: string): Promise<Metafile> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: join(PACKAGES, name) },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
}

test.each(['core', 'network'])(
  'all that %s gives, and all that it stands on, bundles for a browser',
  async (name) => {
    // What a browser has not makes esbuild fail, by its name.
    await expect(bundle(name, "import 'node:fs';")).rejects.toThrow('node:fs');

    const entries = listEntries(name);
    expect(entries.length).toBeGreaterThan(2);
    const { outputs } = await bundle(
      name,
      entries.map((entry, i) => `export * as entry${i} from '${entry}';`).join('\n'),
    );
    const [output] = Object.values(outputs);
    expect(output!.imports).toEqual([]);
    const came = Object.keys(output!.inputs);
    expect(came.filter((path) => path.includes('packages/artifacts/'))).toEqual([]);
    const languages = came.filter((path) => /zod\/.*locales\/(?!en\.js)/.test(path));
    expect(languages, 'sentences of zod in other languages').toEqual([]);
  },
);
