import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';

const PACKAGE = resolve(import.meta.dirname, '..');
const { name, exports } = JSON.parse(readFileSync(resolve(PACKAGE, 'package.json'), 'utf8')) as {
  name: string;
  exports: Record<string, string>;
};

/** Bundles code for a browser, without writing it anywhere, and tells what came along. */
async function bundle(contents: string): Promise<Metafile> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: PACKAGE },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
}

test('everything that the package gives, and all that it stands on, bundles for a browser', async () => {
  // What a browser has not makes esbuild fail, by its name.
  await expect(bundle("import 'node:fs';")).rejects.toThrow('node:fs');

  const entries = Object.keys(exports).map((entry) => `${name}${entry.slice(1)}`);
  const { outputs } = await bundle(entries.map((entry) => `export * from '${entry}';`).join('\n'));
  const [output] = Object.values(outputs);
  const languages = Object.keys(output!.inputs).filter((path) =>
    /zod\/.*locales\/(?!en\.js)/.test(path),
  );
  expect(output!.imports).toEqual([]);
  expect(languages, 'sentences of zod in other languages').toEqual([]);
});
