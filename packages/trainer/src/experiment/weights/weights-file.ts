import { posix } from 'node:path';
import * as z from 'zod';
import { parseJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import type { SourceFile } from '@layerprint/core/schemas/data-lock';
import { RelativePathSchema } from '@layerprint/core/schemas/scalars';
import { NetworkFileSchema, type NetworkFile } from '../read-network-file.ts';
import { recordSourceFiles } from '../../dataset/own/source-files.ts';

/** One weight of a file, in float32. */
export interface StoredWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A model.json with the weights of the files that it names. */
export interface WeightsFile {
  /** Undefined where the file holds weights alone. */
  readonly topology: NetworkFile | undefined;
  readonly weights: readonly StoredWeight[];
  /** All that was read, as it was. */
  readonly files: readonly SourceFile[];
}

function dropHere(path: unknown): unknown {
  return typeof path === 'string' ? path.replace(/^\.\//, '') : path;
}

const WeightSchema = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  dtype: z.string(),
  quantization: z.unknown().optional(),
});
const WeightsFileSchema = NetworkFileSchema.extend({
  weightsManifest: z.array(
    z.looseObject({
      // A browser saves them as "./model.weights.bin".
      paths: z.array(z.preprocess(dropHere, RelativePathSchema)).min(1),
      weights: z.array(WeightSchema),
    }),
  ),
});
type Group = z.infer<typeof WeightsFileSchema>['weightsManifest'][number];

/**
 * Reads a model that TF.js has saved, or its converter has made of Keras's: `model.json` and the files of weights beside it.
 *
 * @param folder The experiment's.
 * @param file The model.json, below it.
 * @throws {LayerprintError} `weights-not-supported`, naming the weight: one that is quantized, or of other numbers than
 *   float32; `weights-do-not-fit`, where the files hold more or less than the weights have numbers, or no number;
 *   `invalid-json`, `file-not-found`, and `data-not-supported` for a link out of the folder.
 */
export async function readWeightsFile(folder: string, file: string): Promise<WeightsFile> {
  const source = recordSourceFiles(folder);
  const path = posix.join(folder, file);
  const content = parseJson(WeightsFileSchema, await source.read(file), path);
  if ((content.format ?? 'layers-model') !== 'layers-model') {
    throw notSupported(
      `${path} is a ${content.format}, and weights are taken from a layers-model, which has layers to take them.`,
      'Convert what Keras has saved with --input_format=keras, or save the layers model in TF.js; docs/guides/own-models.md says how.',
    );
  }
  const weights: StoredWeight[] = [];
  for (const group of content.weightsManifest) {
    group.weights.forEach((weight) => assertFloat32(path, weight));
    const shards: Buffer[] = [];
    for (const shard of group.paths) {
      shards.push(await source.read(posix.join(posix.dirname(file), shard)));
    }
    weights.push(...cut(path, group, Buffer.concat(shards)));
  }
  const hasTopology = content.modelTopology !== undefined && content.modelTopology !== null;
  return { topology: hasTopology ? content : undefined, weights, files: source.seen() };
}

function assertFloat32(
  path: string,
  { name, dtype, quantization }: Group['weights'][number],
): void {
  if (quantization !== undefined && quantization !== null) {
    throw notSupported(
      `${path} holds ${name} quantized, ${JSON.stringify(quantization)}, and weights are taken as they were trained, in float32.`,
    );
  }
  if (dtype === 'float32') return;
  throw notSupported(`${path} holds ${name} in ${dtype}, and weights are taken in float32 alone.`);
}

/** Cuts what the files of a group hold, one after the other, into its weights. */
function cut(path: string, { paths, weights }: Group, bytes: Buffer): StoredWeight[] {
  const sizes = weights.map(({ shape }) => shape.reduce((product, length) => product * length, 1));
  const wanted = sizes.reduce((sum, size) => sum + size, 0) * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.length !== wanted) {
    throw doNotFit(
      `${path} tells of ${wanted.toLocaleString('en-US')} bytes of weights in ${paths.join(', ')}, and there are ${bytes.length.toLocaleString('en-US')}.`,
      'Put the files beside the model.json as they were saved with it.',
    );
  }
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  let start = 0;
  return weights.map(({ name, shape }, i) => {
    const own = values.subarray(start, (start += sizes[i]!));
    const wrong = own.find((value) => !Number.isFinite(value));
    if (wrong === undefined) return { name, shape, values: own };
    throw doNotFit(
      `${path} holds ${wrong} in ${name}, with which nothing can be computed.`,
      'Save the model as it was before its training went wrong.',
    );
  });
}

/** The error of weights that are for another network, or for none. */
export function doNotFit(message: string, hint: string): LayerprintError {
  return new LayerprintError('weights-do-not-fit', message, hint);
}

function notSupported(
  message: string,
  hint = 'Convert the model again without quantization; docs/guides/own-models.md says how.',
): LayerprintError {
  return new LayerprintError('weights-not-supported', message, hint);
}
