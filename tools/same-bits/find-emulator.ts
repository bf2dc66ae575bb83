import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** QEMU's name of a processor, and where Debian's cross packages put the libraries that Node links to. */
const PROCESSORS: Record<string, { name: string; libraries: string }> = {
  arm64: { name: 'aarch64', libraries: '/usr/aarch64-linux-gnu' },
  x64: { name: 'x86_64', libraries: '/usr/x86_64-linux-gnu' },
};

/** How to get the emulator of a processor, for whoever lacks it. */
export const EMULATOR_HINT =
  'apt-get install qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross';

/**
 * Finds what runs a Linux program for a processor on this machine.
 *
 * @param model The processor's model by QEMU's name; its default for none.
 * @returns The command and arguments that come before the program; undefined where QEMU's emulator of
 *   the processor, or the processor's C library, is not installed.
 */
export function findEmulator(arch: string, model?: string): string[] | undefined {
  const processor = PROCESSORS[arch];
  if (process.platform !== 'linux' || processor === undefined) return undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const emulator = [`qemu-${processor.name}-static`, `qemu-${processor.name}`]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
  const libraries = arch === process.arch ? '/' : processor.libraries;
  if (emulator === undefined || !existsSync(libraries)) return undefined;
  return [emulator, '-L', libraries, ...(model === undefined ? [] : ['-cpu', model])];
}
