import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { writeUnseenFile } from '@layerprint/artifacts/files';

/** Started by name from the module beside it, and so an entry that no export names. */
const NODE_WORKER = 'threads/node-worker';

/**
 * Bundles the entries of a package to JavaScript with source maps; what they share goes to chunks. What
 * starts a worker finds it where it lies beside the entry, as in `src`.
 *
 * @param entries Below `src`, without an extension.
 * @param out A folder where nobody looks yet.
 */
export async function emitScripts(
  root: string,
  entries: readonly string[],
  out: string,
): Promise<void> {
  // Where the files are, for the source maps: beside the sources, and not in the folder on its way.
  const lib = join(root, 'lib');
  const { outputFiles } = await build({
    entryPoints: [...entries, NODE_WORKER].map((entry) => join(root, 'src', `${entry}.ts`)),
    outbase: join(root, 'src'),
    outdir: lib,
    write: false,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    target: 'es2022',
    packages: 'external',
    sourcemap: true,
    // All else is in the source maps; names of functions and classes stay, for stack traces.
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  for (const { path, contents } of outputFiles) {
    await writeUnseenFile(join(out, relative(lib, path)), contents);
  }
}
