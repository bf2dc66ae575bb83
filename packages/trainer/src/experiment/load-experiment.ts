import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { PIXELS } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import { readJsonFile } from '@layerprint/artifacts/files';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import {
  EXPERIMENT_VERSION,
  ExperimentFileSchema,
  type WrittenExperiment,
} from '@layerprint/core/schemas/experiment';
import type { Layout } from '../layout.ts';
import { explainUnknown } from './explain-unknown-keys.ts';

/**
 * Reads the experiment of a profile and checks it.
 *
 * @throws {LayerprintError} `unknown-profile`, listing the profiles that exist; `old-experiment`,
 *   for the first version; `invalid-json`, naming every wrong
 *   field and, for a key that does not exist, the one probably meant; `name-with-article`; `name-of-pixels`.
 */
export async function loadExperiment(layout: Layout): Promise<WrittenExperiment> {
  const path = layout.experiment;
  const name = basename(dirname(path));
  assertProfileExists(name, dirname(dirname(path)));
  assertVersion(await readJsonFile(AnyVersionSchema, path), path);
  const experiment = await readJsonFile(ExperimentFileSchema, path).catch((error: unknown) => {
    throw explainUnknown(error, ExperimentFileSchema);
  });
  delete experiment.$schema;
  assertNames(experiment, path);
  return experiment;
}

/** Sentences put "the" before what a model is called, and call the image's own values pixels. */
function assertNames({ models }: WrittenExperiment, path: string): void {
  for (const [place, { id, name = '' }] of models.entries()) {
    const begun = /^the(?:\s+(.*))?$/i.exec(name);
    if (begun) {
      const [, rest] = begun;
      throw new LayerprintError(
        'name-with-article',
        `${path}: models.${place}.name is "${name}", and pages put "the" before it.`,
        rest === undefined ? 'Give it a name.' : `Leave the word out: "name": "${rest}".`,
      );
    }
    const field = Object.entries({ id, name }).find(([, value]) => value.toLowerCase() === PIXELS);
    if (field === undefined) continue;
    throw new LayerprintError(
      'name-of-pixels',
      `${path}: models.${place}.${field[0]} is "${field[1]}", which is what claims and pages call the image’s own values.`,
      'Call the model otherwise.',
    );
  }
}

const AnyVersionSchema = z.looseObject({ schemaVersion: z.unknown().optional() });

/** Says to the author of an older experiment what it is called today. */
function assertVersion({ schemaVersion }: z.infer<typeof AnyVersionSchema>, path: string): void {
  if (schemaVersion !== 1) return;
  throw new LayerprintError(
    'old-experiment',
    `${path} has version 1 of the schema, and this code reads version ${EXPERIMENT_VERSION}.`,
    `Write "schemaVersion": ${EXPERIMENT_VERSION}, leave out "profile", which is the folder's name, and make "models" a list: ` +
      '[{ "id": "benchmark", "trainingImages": 50000, "seed": 1 }, …].',
  );
}
