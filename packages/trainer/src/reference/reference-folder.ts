import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import {
  hashSha256,
  listFiles,
  readFileOrExplain,
  readJsonFile,
  replaceFolder,
  writeJsonFile,
  writeUnseenFile,
} from '@layerprint/core/files';
import { ReferenceSchema, type Reference } from '@layerprint/core/schemas/reference';
import { RunSchema } from '@layerprint/core/schemas/run';
import { MODEL_NAMES } from '@layerprint/core/schemas/scalars';
import type { Layout } from '../layout.ts';

const REFERENCE_FILE = 'reference.json';
const MODEL_FILES = ['model.json', 'weights.bin', 'run.json'];

/**
 * Reads a reference and checks that the models beside it are the ones it speaks of.
 *
 * @param folder `fixtures/<profile>`.
 * @throws {LayerprintError} `no-reference`, when the profile has none; `wrong-reference-model`.
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
 * @throws {LayerprintError} `wrong-reference-model`, when the models are not those of the artifacts;
 *   `reference-in-use`, when the folder holds anything else; `not-written`.
 */
export async function writeReference(layout: Layout, reference: Reference): Promise<void> {
  const fill = async (folder: string): Promise<void> => {
    for (const model of MODEL_NAMES) {
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
  const models = MODEL_NAMES.flatMap((name) => MODEL_FILES.map((file) => `models/${name}/${file}`));
  const other = (await listFiles(found)).find(
    (path) => ![REFERENCE_FILE, ...models].includes(path),
  );
  if (other === undefined) return;
  throw new LayerprintError(
    'reference-in-use',
    `${reference} holds ${other}, which is no part of a reference, and would be replaced.`,
    'Move it away, or give the profile another name.',
  );
}

async function assertModelsOf(reference: Reference, models: string, source: string): Promise<void> {
  for (const name of MODEL_NAMES) {
    const expected = reference.models[name].weightsHash;
    const weights = hashSha256(await readFileOrExplain(join(models, name, 'weights.bin')));
    const run = await readJsonFile(RunSchema, join(models, name, 'run.json'));
    if (weights === expected && run.weightsHash === expected) continue;
    throw new LayerprintError(
      'wrong-reference-model',
      `The ${name} beside the reference is not the one that ${source} speaks of: expected weights with sha256 ${expected}, found ${weights}.`,
      'Build the profile again and write the reference anew, or restore the folder from git.',
    );
  }
}
