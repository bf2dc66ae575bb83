import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { BACKEND_NAME, registerPortableKernels } from '@layerprint/backend';
import { KERNELS_FILE, registerLayerprintInNode } from '@layerprint/backend/node';
import { hashSha256 } from '@layerprint/artifacts/files';
import { readRecordedHash } from '@layerprint/artifacts/held-sources';
import { CompiledKernelsSchema } from '@layerprint/core/schemas/made-from';
import { orBuildAnew, readSealedFile, readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { KERNEL_CODE } from '@layerprint/artifacts/source-code';
import { enableProdMode, setBackend, version_core } from '@tensorflow/tfjs-core';
import { version_layers } from '@tensorflow/tfjs-layers';
import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import { LayerprintError } from '@layerprint/core/errors';
import type { BackendName } from '@layerprint/core/schemas/scalars';

const packages = createRequire(import.meta.url);

/** Versions of what computes, by package name. */
export type Versions = Record<string, string>;

/**
 * Makes TF.js compute on one backend from here on.
 *
 * @param threads With how many threads ours computes: those of the machine where it is not said. No result depends on it.
 * @returns The versions that its results depend on.
 * @throws {LayerprintError} `backend-not-installed` or `backend-not-loaded`. It never takes another
 *   backend than the one asked for.
 */
export async function selectBackend(name: BackendName, threads?: number): Promise<Versions> {
  // Without it TF.js greets on the console and looks for memory leaks after every kernel.
  enableProdMode();
  const versions = await LOADERS[name](threads);
  if (!(await setBackend(TFJS_NAMES[name]))) {
    throw new LayerprintError(
      'backend-not-loaded',
      `TF.js could not start its "${name}" backend.`,
      'Run `npm ci` again, or choose another backend with `--backend`.',
    );
  }
  return {
    node: process.versions.node,
    '@tensorflow/tfjs-core': version_core,
    '@tensorflow/tfjs-layers': version_layers,
    ...versions,
  };
}

const TFJS_NAMES = { layerprint: BACKEND_NAME, cpu: 'cpu', node: 'tensorflow' } as const;

const LOADERS: Record<BackendName, (threads?: number) => Versions | Promise<Versions>> = {
  async layerprint(threads) {
    const kernels = await readKernels();
    registerLayerprintInNode(threads === undefined ? {} : { threads });
    // The kernels are what computes, and their hash says which they are.
    return { '@layerprint/backend': hashSha256(kernels) };
  },
  cpu() {
    registerPortableKernels('cpu');
    return { '@tensorflow/tfjs-backend-cpu': version_cpu };
  },
  node: loadNodeBackend,
};

/** Reads the compiled kernels, and checks that they are what was compiled, and of the sources of this build. */
async function readKernels(): Promise<Buffer> {
  const folder = dirname(KERNELS_FILE);
  const hint = orBuildAnew('Run `npx nx run backend:compile`.');
  const kernels = await readSealedFile(folder, basename(KERNELS_FILE), hint);
  const compiled = await readSealedJson(CompiledKernelsSchema, folder, 'kernels.json', hint);
  if (compiled.codeHash === readRecordedHash(KERNEL_CODE)) return kernels;
  throw new LayerprintError(
    'stale-kernels',
    `${KERNELS_FILE} was compiled from other sources than those in packages/backend/assembly.`,
    hint,
  );
}

const NODE_PACKAGE = '@tensorflow/tfjs-node';

async function loadNodeBackend(): Promise<Versions> {
  const hint = `Run \`npm install --no-save ${NODE_PACKAGE}@${version_core}\`, or leave out \`--backend node\`: our own backend needs nothing more.`;
  if (!isInstalled(NODE_PACKAGE)) {
    throw new LayerprintError(
      'backend-not-installed',
      `The "node" backend needs the package ${NODE_PACKAGE}, which is not installed.`,
      hint,
    );
  }
  try {
    const loaded = (await import(NODE_PACKAGE)) as { version: Versions };
    registerPortableKernels(TFJS_NAMES.node);
    return { [NODE_PACKAGE]: loaded.version['tfjs-node']! };
  } catch (cause) {
    const message = `The package ${NODE_PACKAGE} is installed but did not load: ${(cause as Error).message}.`;
    throw new LayerprintError('backend-not-loaded', message, hint, { cause });
  }
}

function isInstalled(name: string): boolean {
  try {
    packages.resolve(name);
    return true;
  } catch {
    return false;
  }
}
