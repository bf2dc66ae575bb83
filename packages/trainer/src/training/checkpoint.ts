import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as z from 'zod';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import {
  hashSha256,
  readFileOrExplain,
  readJsonFile,
  writeFileAtomically,
  writeJsonFile,
} from '@layerprint/artifacts/files';
import { EpochSchema } from '@layerprint/core/schemas/run';
import {
  BackendNameSchema,
  FileNameSchema,
  SchemaVersionSchema,
  Sha256Schema,
} from '@layerprint/core/schemas/scalars';
import { readParameters, type TrainingState } from '@layerprint/network/training';

/** What a checkpoint is bound to: taken up by any other training, it would end in other bytes. */
const CheckpointIdentitySchema = z.strictObject({
  planHash: Sha256Schema,
  dataHash: Sha256Schema,
  /** sha256 of the indices of the validation images, which change with the choice of specimens. */
  validationHash: Sha256Schema,
  backend: BackendNameSchema,
  /** sha256 over the source files of training. */
  codeHash: Sha256Schema,
  versions: z.record(z.string(), z.string()),
});
export type CheckpointIdentity = z.infer<typeof CheckpointIdentitySchema>;
/** The part of it that the finished model's `run.json` tells. */
export type TrainingIdentity = Omit<CheckpointIdentity, 'validationHash'>;

const GeneratorStateSchema = z.array(z.int().min(0).max(0xffff_ffff)).length(4);

/** All that is kept, beside the vectors that it names. */
const CheckpointSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  identity: CheckpointIdentitySchema,
  /** Float32 vectors, little-endian: parameters, best parameters, Adam's first and second moments of what learns. */
  vectors: z.strictObject({ file: FileNameSchema, sha256: Sha256Schema }),
  /** Steps of the optimizer. */
  steps: z.int().min(0),
  shuffle: GeneratorStateSchema,
  epochs: z.array(EpochSchema),
});
type Checkpoint = z.infer<typeof CheckpointSchema>;

/** `checkpoint.json`: sealed in itself, since of two files one would be renamed first. */
const SealedCheckpointSchema = z.strictObject({
  /** sha256 of the canonical JSON of `checkpoint`. */
  sha256: Sha256Schema,
  checkpoint: CheckpointSchema,
});

const CHECKPOINT_FILE = 'checkpoint.json';
/** Vectors of a checkpoint as long as all parameters, and as those that learn. */
const VECTORS = { ofAll: 2, ofLearning: 2 };

/** A checkpoint to go on from, or why there is none. */
export type Resumption =
  | { readonly state: TrainingState; readonly reason?: undefined }
  | { readonly state?: undefined; readonly reason: string | undefined };

/**
 * Writes the state of a training, so that a reader finds the old checkpoint or the whole new one: the
 * vectors go into a file of their own first, which `checkpoint.json`, renamed into place, then names.
 *
 * @throws {LayerprintError} `not-written`.
 */
export async function writeCheckpoint(
  folder: string,
  identity: CheckpointIdentity,
  state: TrainingState,
): Promise<void> {
  const { variables, optimizer } = state;
  const { step, moments } = optimizer.saveState();
  const ofVariables = (which: 'first' | 'second'): Float32Array[] =>
    listLearning(variables).map(({ name }) => moments[name]![which]);
  const vectors = [
    readParameters(state),
    state.bestParameters,
    ...ofVariables('first'),
    ...ofVariables('second'),
  ];
  const bytes = Buffer.concat(
    vectors.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    ),
  );
  const file = `checkpoint-${state.epochs.length}.bin`;
  await writeFileAtomically(join(folder, file), bytes);
  const checkpoint: Checkpoint = {
    schemaVersion: 1,
    identity,
    vectors: { file, sha256: hashSha256(bytes) },
    steps: step,
    shuffle: [...state.shuffle.state()],
    epochs: state.epochs,
  };
  await writeJsonFile(SealedCheckpointSchema, join(folder, CHECKPOINT_FILE), {
    sha256: hashCheckpoint(checkpoint),
    checkpoint,
  });
  await removeFiles(folder, (name) => name !== file && name !== CHECKPOINT_FILE);
}

/**
 * Reads the checkpoint of a training.
 *
 * @param fresh The state before the first epoch; taken over.
 * @param stepsAfter Steps of the optimizer in so many epochs.
 * @returns The state to go on from. Without one, the reason is undefined where there is no checkpoint,
 *   and otherwise says why it is of no use: it is damaged, or of another training.
 */
export async function readCheckpoint(
  folder: string,
  identity: CheckpointIdentity,
  fresh: TrainingState,
  stepsAfter: (epochs: number) => number,
): Promise<Resumption> {
  if (!(await listCheckpointFiles(folder)).includes(CHECKPOINT_FILE)) return { reason: undefined };
  let checkpoint: Checkpoint;
  let bytes: Buffer;
  try {
    const sealed = await readJsonFile(SealedCheckpointSchema, join(folder, CHECKPOINT_FILE));
    checkpoint = sealed.checkpoint;
    if (hashCheckpoint(checkpoint) !== sealed.sha256) {
      return { reason: `it is damaged: ${CHECKPOINT_FILE} is not what was written` };
    }
    bytes = await readFileOrExplain(join(folder, checkpoint.vectors.file));
  } catch (error) {
    return { reason: `it is damaged: ${(error as Error).message}` };
  }
  const difference = findDifference(checkpoint.identity, identity);
  if (difference) return { reason: `it was made with another ${difference}` };
  if (hashSha256(bytes) !== checkpoint.vectors.sha256) {
    return { reason: `it is damaged: ${checkpoint.vectors.file} is not what was written` };
  }
  if (bytes.length !== countBytes(fresh)) return { reason: 'it was made with another network' };
  const { epochs, steps } = checkpoint;
  const isNumbered = epochs.every(({ epoch }, index) => epoch === index + 1);
  if (!isNumbered || steps !== stepsAfter(epochs.length)) {
    return { reason: 'it is damaged: its steps and epochs do not belong together' };
  }
  return { state: restoreState(fresh, checkpoint, bytes) };
}

/** Removes the checkpoint of a finished training, and what a killed one left half-written. */
export async function deleteCheckpoint(folder: string): Promise<void> {
  // The file that names the others goes first: what is left without it is no checkpoint.
  await rm(join(folder, CHECKPOINT_FILE), { force: true });
  await removeFiles(folder, () => true);
}

function hashCheckpoint(checkpoint: Checkpoint): string {
  return hashSha256(stringifyCanonicalJson(CheckpointSchema, checkpoint, 'the checkpoint'));
}

/** The variables that the optimizer has moments of; the others are moving averages. */
function listLearning(variables: readonly tf.Variable[]): tf.Variable[] {
  return variables.filter(({ trainable }) => trainable);
}

function countBytes({ variables, bestParameters }: TrainingState): number {
  const learning = listLearning(variables).reduce((sum, { size }) => sum + size, 0);
  const numbers = VECTORS.ofAll * bestParameters.length + VECTORS.ofLearning * learning;
  return numbers * Float32Array.BYTES_PER_ELEMENT;
}

function restoreState(fresh: TrainingState, checkpoint: Checkpoint, bytes: Buffer): TrainingState {
  const { variables, bestParameters, optimizer } = fresh;
  const numbers = new Float32Array(new Uint8Array(bytes).buffer);
  let start = 0;
  const take = (length: number): Float32Array => numbers.slice(start, (start += length));
  for (const variable of variables) {
    const tensor = tf.tensor(take(variable.size), variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  }
  bestParameters.set(take(bestParameters.length));
  const learning = listLearning(variables);
  const first = learning.map(({ size }) => take(size));
  const second = learning.map(({ size }) => take(size));
  const moments = learning.map(
    ({ name }, i) => [name, { first: first[i]!, second: second[i]! }] as const,
  );
  optimizer.restoreState({ step: checkpoint.steps, moments: Object.fromEntries(moments) });
  fresh.shuffle.restore(checkpoint.shuffle);
  fresh.epochs.push(...checkpoint.epochs);
  return fresh;
}

function findDifference(found: CheckpointIdentity, wanted: CheckpointIdentity): string | undefined {
  if (found.planHash !== wanted.planHash) return 'plan';
  if (found.dataHash !== wanted.dataHash) return 'data set';
  if (found.validationHash !== wanted.validationHash) return 'choice of specimens';
  if (found.backend !== wanted.backend) return 'backend';
  if (found.codeHash !== wanted.codeHash) return 'training code';
  const names = new Set([...Object.keys(found.versions), ...Object.keys(wanted.versions)]);
  const name = [...names].find((name) => found.versions[name] !== wanted.versions[name]);
  return name && `version of ${name}`;
}

async function listCheckpointFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\.?checkpoint[-.]/.test(name));
}

async function removeFiles(folder: string, isOld: (name: string) => boolean): Promise<void> {
  const names = (await listCheckpointFiles(folder)).filter(isOld);
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}
