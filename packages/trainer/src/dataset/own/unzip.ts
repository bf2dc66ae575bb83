import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { refuseData } from './refuse-data.ts';

/** What is unpacked may not be larger, in bytes: 2 GiB. */
const LARGEST = 2 ** 31;

const inflate = promisify(gunzip);

/**
 * A file's content, unpacked where it is gzipped, as its first bytes say and not its name.
 *
 * @throws {LayerprintError} `data-not-supported`, for a damaged one.
 */
export async function gunzipIfGzipped(path: string, content: Buffer): Promise<Buffer> {
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
  return inflate(content, { maxOutputLength: LARGEST }).catch((cause: unknown) => {
    throw refuseData(path, `is gzipped and damaged: ${(cause as Error).message}`);
  });
}

/**
 * Reads one file out of a zip archive, its checksum checked.
 *
 * @returns Its content; or the names that there are, where it is none of them.
 * @throws {LayerprintError} `data-not-supported`, for what is no archive, or damaged.
 */
export async function readFromZip(
  path: string,
  content: Uint8Array,
  name: string,
): Promise<Buffer | readonly string[]> {
  const archive = new ZipReader(new Uint8ArrayReader(content), {
    useWebWorkers: false,
    checkSignature: true,
  });
  try {
    const entries = await archive.getEntries();
    const entry = entries.find((one): one is FileEntry => !one.directory && one.filename === name);
    if (entry === undefined) return entries.map(({ filename }) => filename);
    if (entry.uncompressedSize > LARGEST) {
      throw new Error(`${name} has more than ${LARGEST.toLocaleString('en-US')} bytes`);
    }
    return Buffer.from(await entry.getData(new Uint8ArrayWriter()));
  } catch (cause) {
    throw refuseData(path, `is no zip archive, or damaged: ${(cause as Error).message}`);
  } finally {
    await archive.close();
  }
}
