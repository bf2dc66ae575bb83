import { readFileSync } from 'node:fs';
import { registerLayerprint } from './register.ts';

const KERNELS_FILE = new URL('../dist/kernels.wasm', import.meta.url);

/**
 * Compiles the kernels and registers the backend, in Node.
 *
 * @throws {Error} When the kernels were not built: `npx nx run backend:compile` does that.
 */
export function registerLayerprintInNode(): void {
  registerLayerprint(new WebAssembly.Module(readKernels()));
}

function readKernels(): Buffer<ArrayBuffer> {
  try {
    return readFileSync(KERNELS_FILE);
  } catch (cause) {
    throw new Error(
      `The backend's kernels are not at ${KERNELS_FILE.pathname}. Build them with "npx nx run backend:compile".`,
      { cause },
    );
  }
}
