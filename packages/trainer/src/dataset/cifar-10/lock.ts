import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { readJsonFile } from '@layerprint/artifacts/files';
import { DatasetFileSchema } from '@layerprint/core/schemas/dataset';
import { SchemaVersionSchema } from '@layerprint/core/schemas/scalars';
import { uniqueList } from '@layerprint/core/schemas/unique-list';

/** What the files of CIFAR-10's binary version are, bit for bit. */
const Cifar10LockSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  /** Training files in order, then the test file. */
  files: uniqueList(DatasetFileSchema, ({ name }) => name).min(2),
});
export type Cifar10Lock = z.infer<typeof Cifar10LockSchema>;

/** Reads the lock file that is committed beside this module. */
export function readCifar10Lock(): Promise<Cifar10Lock> {
  return readJsonFile(Cifar10LockSchema, fileURLToPath(new URL('lock.json', import.meta.url)));
}
