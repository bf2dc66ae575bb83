import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LayerprintError } from '@layerprint/core/errors';
import {
  hashSha256,
  listFiles,
  readFileOrExplain,
  readJsonFile,
  replaceFolder,
  writeJsonFile,
  writeUnseenFile,
} from '@layerprint/artifacts/files';
import { ReferenceSchema, type Reference } from '@layerprint/core/schemas/reference';
import { RunSchema } from '@layerprint/core/schemas/run';
import { ModelIdSchema } from '@layerprint/core/schemas/scalars';
import {
  readSealedFile,
  readSealedJson,
  SUMS_FILE,
  verifySealedFolder,
} from '@layerprint/artifacts/sealed-folder';
import type { Layout } from '../layout.ts';
import { summariseRun } from './summarise-artifacts.ts';

const REFERENCE_FILE = 'reference.json';
const MODEL_FILES = ['model.json', 'weights.bin', 'run.json', SUMS_FILE];
/** What to do where a model is not the reference's. */
const RESTORE =
  'Build the profile again and write the reference anew, or restore the folder from git.';

/**
 * Reads a reference and checks that the models beside it are the ones it speaks of.
 *
 * @param folder `fixtures/<profile>`.
 * @throws {LayerprintError} `no-reference`, when the profile has none; `damaged`, `wrong-reference-model`.
 */
export async function readReference(folder: string): Promise<Reference> {
  const path = join(folder, REFERENCE_FILE);
  const reference = await readJsonFile(ReferenceSchema, path).catch((error: unknown) => {
    if (!(error instanceof LayerprintError) || error.code !== 'file-not-found') throw error;
    throw new LayerprintError(
      'no-reference',
      `There is nothing to compare with: ${path} does not exist.`,
      'Run the task `trainer:write-reference` to make this build the reference, and commit it.',
      { cause: error },
    );
  });
  await assertModelsOf(reference, join(folder, 'models'), path);
  return reference;
}

/**
 * Makes a build the reference of its profile: its summary, and its models as they are. The old reference
 * stays until the new one is whole.
 *
 * @throws {LayerprintError} `damaged`; `wrong-reference-model`, when the models are not those of the artifacts;
 *   `reference-in-use`, when the folder holds anything else; `not-written`.
 */
export async function writeReference(layout: Layout, reference: Reference): Promise<void> {
  const fill = async (folder: string): Promise<void> => {
    for (const model of Object.keys(reference.models)) {
      for (const file of MODEL_FILES) {
        const content = await readFileOrExplain(join(layout.model(model), file));
        await writeUnseenFile(join(folder, 'models', model, file), content);
      }
    }
    await assertModelsOf(reference, join(folder, 'models'), layout.artifacts);
    await writeJsonFile(ReferenceSchema, join(folder, REFERENCE_FILE), reference);
  };
  await replaceFolder(layout.reference, fill, (found) => assertOnlyReference(found, layout));
}

/** A folder of fixtures may be called like a profile, and hold something else. */
async function assertOnlyReference(found: string, { reference }: Layout): Promise<void> {
  const other = (await listFiles(found)).find((path) => {
    const [folder, model, file, ...more] = path.split('/');
    const isOfModel =
      folder === 'models' && ModelIdSchema.safeParse(model).success && more.length === 0;
    return path !== REFERENCE_FILE && !(isOfModel && MODEL_FILES.includes(file!));
  });
  if (other === undefined) return;
  throw new LayerprintError(
    'reference-in-use',
    `${reference} holds ${other}, which is no part of a reference, and would be replaced.`,
    'Move it away, or give the profile another name.',
  );
}

/** Each model has to be whole, and what the reference remembers of its training what its run tells. */
async function assertModelsOf(reference: Reference, models: string, source: string): Promise<void> {
  for (const [name, remembered] of Object.entries(reference.models)) {
    const folder = join(models, name);
    await verifySealedFolder(folder, RESTORE);
    const run = await readSealedJson(RunSchema, folder, 'run.json', RESTORE);
    const weights = hashSha256(await readSealedFile(folder, 'weights.bin', RESTORE));
    const told = summariseRun(run);
    const isSame = run.dataHash === reference.dataHash && isDeepStrictEqual(told, remembered);
    if (isSame && weights === remembered.weightsHash) continue;
    const difference =
      weights === remembered.weightsHash
        ? 'its run.json tells of another training'
        : `expected weights with sha256 ${remembered.weightsHash}, found ${weights}`;
    throw new LayerprintError(
      'wrong-reference-model',
      `The ${name} in ${folder} is not the one that ${source} speaks of: ${difference}.`,
      RESTORE,
    );
  }
}
