import type { LayersModel } from '@tensorflow/tfjs-layers';
import { countParameters, layOutParameters } from '@layerprint/network/model';
import { doNotFit, type StoredWeight } from './weights-file.ts';

/** What to do where names or shapes are others. */
const REMEDY =
  'Weights are matched by the names of their layers: take "architecture" from the same file, or give its layers the names and sizes that the file has.';

/** How many names are told; a file of another model has none that is right. */
const MOST_NAMES = 5;

/**
 * Puts the weights of a file in the order of a network's, each under the name of its layer, whatever scopes stand before
 * it: `conv2d/kernel`, `sequential/conv2d/kernel`, `conv2d/kernel:0`.
 *
 * @param path What holds the weights, for errors.
 * @param names What the network's layers are called by the name that the file has for them; those that are not there are
 *   called alike.
 * @returns As `setParameters` takes them.
 * @throws {LayerprintError} `weights-do-not-fit`, naming the layer, the shape that its weight has to have, and what there
 *   is: for a weight that is missing, is there twice, has another shape, or belongs to no layer.
 */
export function matchWeights(
  path: string,
  weights: readonly StoredWeight[],
  model: LayersModel,
  names: ReadonlyMap<string, string> = new Map(),
): Float32Array {
  const slots = layOutParameters(model);
  const wanted = new Set(slots.map(({ name }) => name));
  const layers = new Map([
    ...model.layers.map(({ name }) => [name, name] as const),
    ...names.entries(),
  ]);
  const found = new Map<string, StoredWeight>();
  const others: StoredWeight[] = [];
  for (const weight of weights) {
    const name = findSlot(weight.name, layers, wanted);
    if (name === undefined) {
      others.push(weight);
      continue;
    }
    const twin = found.get(name);
    if (twin) {
      throw doNotFit(`${path} holds ${name} twice, as ${twin.name} and as ${weight.name}.`, REMEDY);
    }
    found.set(name, weight);
  }

  const left = others.length === 0 ? '' : `; it has ${listWeights(others)}, which no layer takes`;
  const parameters = new Float32Array(countParameters(slots));
  for (const { name, shape, start } of slots) {
    const weight = found.get(name);
    const [layer, kind] = [name.slice(0, name.lastIndexOf('/')), name.split('/').at(-1)];
    const asked = `the layer ${layer} takes a ${kind} of ${showShape(shape)}`;
    if (weight === undefined) {
      throw doNotFit(`${path} does not fit: ${asked}, and it holds none${left}.`, REMEDY);
    }
    if (showShape(weight.shape) !== showShape(shape)) {
      const of = `${weight.name} is of ${showShape(weight.shape)}`;
      throw doNotFit(`${path} does not fit: ${asked}, and ${of}.`, REMEDY);
    }
    const below = weight.values.find((value) => value < 0);
    if (kind === 'moving_variance' && below !== undefined) {
      throw doNotFit(
        `${path} holds ${below} in ${weight.name}, and no variance is below zero.`,
        'Save the model as it was before its training went wrong.',
      );
    }
    parameters.set(weight.values, start);
  }
  if (others.length === 0) return parameters;
  throw doNotFit(
    `${path} does not fit: it has ${listWeights(others)}, which no layer takes.`,
    REMEDY,
  );
}

/** Which of a network's weights one of a file is; undefined where it is none. */
function findSlot(
  name: string,
  layers: ReadonlyMap<string, string>,
  wanted: ReadonlySet<string>,
): string | undefined {
  const [, path, kind] = /^(.+)\/([^/]+?)(?::0)?$/.exec(name) ?? [];
  if (path === undefined) return undefined;
  const owners = [...layers.keys()].filter((layer) => path === layer || path.endsWith(`/${layer}`));
  const [owner] = owners.sort((a, b) => b.length - a.length);
  if (owner === undefined) return undefined;
  // What Keras 3 calls the kernel of a depthwise convolution.
  const kinds = kind === 'kernel' ? [kind, 'depthwise_kernel'] : [kind];
  return kinds.map((one) => `${layers.get(owner)!}/${one}`).find((slot) => wanted.has(slot));
}

function listWeights(weights: readonly StoredWeight[]): string {
  const shown = weights.slice(0, MOST_NAMES);
  const rest = weights.length - shown.length;
  const named = shown.map(({ name, shape }) => `${name} of ${showShape(shape)}`).join(', ');
  return rest === 0 ? named : `${named} and ${rest} more`;
}

function showShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
