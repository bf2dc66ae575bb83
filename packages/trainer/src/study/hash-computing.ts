import { matchesGlob } from 'node:path';
import { combineHashes } from '@layerprint/artifacts/source-code';
import { hashSha256 } from '@layerprint/artifacts/files';
import type { Run } from '@layerprint/core/schemas/run';

/**
 * What decides with which bits a training ends, from how images are read, and which of them are validated on, to the last
 * step. The rest of the code of training decides whether it runs, where it writes and what it says; were that counted, a
 * record of hours of trainings would be stale with every other commit.
 */
const COMPUTES = [
  'packages/backend/src/**',
  'packages/network/src/{model,training}/**',
  'packages/core/src/{images,random}.ts',
  'packages/trainer/src/dataset/{open-dataset,records,verified-file}.ts',
  'packages/trainer/src/training/{checkpoint,choose-training-images,train-model}.ts',
];

/**
 * One hash for what computes a training: its code, the kernels and the versions of all else.
 *
 * @param made The hashes of the source files of training, and the versions with which a backend computes.
 */
export function hashComputing({
  codeFiles,
  versions,
}: Pick<Run, 'versions'> & { readonly codeFiles: Readonly<Record<string, string>> }): string {
  const files = Object.entries(codeFiles).filter(([path]) =>
    COMPUTES.some((glob) => matchesGlob(path, glob)),
  );
  const others = Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashSha256(JSON.stringify([combineHashes(Object.fromEntries(files)), others]));
}
