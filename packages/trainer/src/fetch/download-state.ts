import { rm, stat } from 'node:fs/promises';
import * as z from 'zod';
import { LayerprintError } from '@layerprint/core/errors';
import { readJsonFile, writeJsonFile } from '@layerprint/artifacts/files';
import { lockWherePossible } from '@layerprint/artifacts/lock';
import { SCHEMA_VERSION, SchemaVersionSchema } from '@layerprint/core/schemas/scalars';

/** What a file under way is the beginning of, kept beside it as `<file>.json`. */
const DownloadStateSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  url: z.string(),
  /** A strong ETag or a modification date by which the server knows this content again. */
  validator: z.string().nullable(),
  /** Size of the whole file, where the server says it. */
  bytes: z.int().positive().nullable(),
});
export type DownloadState = Omit<z.infer<typeof DownloadStateSchema>, 'schemaVersion'>;

/** How far a download has come. */
export interface DownloadProgress {
  readonly received: number;
  readonly state: DownloadState;
}

/**
 * Finds what is left of an earlier download of the same URL.
 *
 * @returns Undefined where there is nothing, or nothing that could be gone on with.
 */
export async function findDownload(
  path: string,
  url: string,
): Promise<DownloadProgress | undefined> {
  const received = await measureFile(path);
  if (received === 0) return undefined;
  const state = await readJsonFile(DownloadStateSchema, `${path}.json`).catch((error: unknown) => {
    if (error instanceof LayerprintError) return undefined;
    throw error;
  });
  if (state?.url !== url) return undefined;
  if (state.validator === null && received !== state.bytes) return undefined;
  return { received, state };
}

/** Notes what a file is about to become the beginning of, and empties it. */
export async function startDownload(path: string, state: DownloadState): Promise<void> {
  await discardDownload(path);
  await writeJsonFile(DownloadStateSchema, `${path}.json`, {
    schemaVersion: SCHEMA_VERSION,
    ...state,
  });
}

export async function discardDownload(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.json`, { force: true });
}

/**
 * Keeps other processes from the same download while it is used: two that append to one file spoil it. A
 * process that is killed gives it up.
 *
 * @throws {LayerprintError} `download-under-way`; what `use` throws.
 */
export async function holdDownload(path: string, use: () => Promise<void>): Promise<void> {
  const file = `${path}.lock`;
  const lock = lockWherePossible(file);
  if (!lock) {
    throw new LayerprintError(
      'download-under-way',
      `Another process is downloading to ${path}.`,
      'Wait until it has ended, or end it, and run again.',
    );
  }
  try {
    await use();
  } finally {
    await rm(file, { force: true });
    lock.release();
  }
}

/** Bytes of a file; 0 where there is none. */
export async function measureFile(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.size ?? 0;
}
