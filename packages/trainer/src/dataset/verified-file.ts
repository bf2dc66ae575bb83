import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, readFileOrExplain } from '@layerprint/artifacts/files';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';

/**
 * Reads a file that must have a known size and content.
 *
 * @param remedy What the user should do about a wrong file: the hint of every error.
 * @throws {LayerprintError} `data-file-missing`, `data-file-size` with the bytes expected and found (the
 *   file is not read then), or `data-file-corrupt` with the sums expected and found.
 */
export async function readVerifiedFile(
  path: string,
  expected: DatasetFile,
  remedy: string,
): Promise<Buffer> {
  const content = await readFileOrExplain(path, {
    assertSize(bytes) {
      if (bytes === expected.bytes) return;
      const [wanted, there] = [expected.bytes, bytes].map((n) => n.toLocaleString('en-US'));
      throw new LayerprintError(
        'data-file-size',
        `Expected ${wanted} bytes in ${path} but found ${there}.`,
        remedy,
      );
    },
  }).catch((error: unknown) => {
    const isMissing = error instanceof LayerprintError && error.code === 'file-not-found';
    if (!isMissing) throw error;
    throw new LayerprintError('data-file-missing', `${path} is missing.`, remedy, { cause: error });
  });
  const sha256 = hashSha256(content);
  if (sha256 === expected.sha256) return content;
  throw new LayerprintError(
    'data-file-corrupt',
    `${path} has the expected size but not the expected content: its sha256 should be ${expected.sha256} and is ${sha256}.`,
    remedy,
  );
}
