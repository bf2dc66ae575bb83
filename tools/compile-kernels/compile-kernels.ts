import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { CompiledKernelsSchema } from '@layerprint/core/schemas/made-from';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { KERNEL_CODE, WORKSPACE } from '@layerprint/artifacts/source-code';

const BACKEND = join(WORKSPACE, 'packages/backend');
const COMPILER = createRequire(join(BACKEND, 'package.json')).resolve('assemblyscript/bin/asc.js');
/**
 * Of Node: the optimizer, which is WebAssembly itself, runs for a second, in which it is not worth being optimized; and the
 * compiler need not start itself again, for source maps of its own.
 */
const NODE_OPTIONS = ['--liftoff-only', '--enable-source-maps'];

const COMMAND = {
  name: 'compile',
  purpose:
    "Compiles the backend's kernels from AssemblyScript, to packages/backend/dist/kernels.wasm.",
  options: {},
  examples: ['npx nx run backend:compile'],
};

/** Compiles the backend's kernels, from the sources that the build began with, to `dist/kernels.wasm`. */
await runCommand(async () => {
  parseCommandLine(COMMAND, process.argv.slice(2));
  const sources = holdSources(KERNEL_CODE);
  await replaceFolder(join(BACKEND, 'dist'), async (temporary) => {
    const options = ['--config', 'asconfig.json', '--target', 'release'];
    const target = ['--outFile', join(temporary, 'kernels.wasm')];
    const { status, error } = spawnSync(
      process.execPath,
      [...NODE_OPTIONS, COMPILER, ...options, ...target],
      {
        cwd: BACKEND,
        stdio: 'inherit',
      },
    );
    if (status !== 0) {
      throw new LayerprintError(
        'kernels-not-compiled',
        `The kernels in ${join(BACKEND, 'assembly')} could not be compiled.`,
        'Mend what the compiler complains of, or run `npm ci` where there is no compiler.',
        { cause: error },
      );
    }
    await writeJsonFile(CompiledKernelsSchema, join(temporary, 'kernels.json'), {
      schemaVersion: SCHEMA_VERSION,
      codeHash: sources.hash,
    });
    await sealFolder(temporary);
    sources.assertUnchanged();
  });
});
