import * as tf from '@tensorflow/tfjs-layers';
import { LayerprintError } from '@layerprint/core/errors';
import type { ImageShape } from '@layerprint/core/images';
import { findNearestName } from '@layerprint/core/nearest-name';
import type { AuthoredLayer } from '@layerprint/core/schemas/architecture';
import { startNetworkSize, type NetworkSize } from './network-size.ts';
import { refuseNetwork } from './read-layer.ts';

/** What a layer may take as the image. */
const INPUT = 'input';

/**
 * Puts a network together out of a list of layers. One without a name is called by its type and a number, as
 * `conv2d_1` and `max_pooling2d_2`; the last of the list gives the answer.
 *
 * @param dropoutRate Of dropouts without a rate.
 * @throws {LayerprintError} `network-not-supported`, naming the layer: for a name that stands there twice, or that no layer
 *   before has; for layers that do not fit, or that the answer does not depend on; where it is too large.
 */
export function stackLayers(
  layers: readonly AuthoredLayer[],
  dropoutRate: number,
  { height, width, channels }: ImageShape,
): tf.LayersModel {
  const image = tf.input({ name: INPUT, shape: [height, width, channels] });
  const outputs = new Map<string, tf.SymbolicTensor>([[INPUT, image]]);
  const size = startNetworkSize();
  let last = image;
  for (const { name, layer } of nameLayers(layers)) {
    if (outputs.has(name)) {
      const image = name === INPUT ? ', which is what the image is called' : '';
      throw refuseNetwork(`Two layers are called ${name}${image}.`);
    }
    const sources = [layer.from ?? []].flat().map((source) => find(source, name, outputs));
    const inputs = sources.length === 0 ? [last] : sources;
    last = apply(name, layer, inputs, dropoutRate, size);
    outputs.set(name, last);
  }
  const model = tf.model({ name: 'layerprint', inputs: image, outputs: last });
  const used = new Set(model.layers.map(({ name }) => name));
  const unused = [...outputs.keys()].find((name) => !used.has(name));
  if (unused === undefined) return model;
  throw refuseNetwork(`The layer ${unused} leads nowhere: the last does not depend on it.`);
}

function nameLayers(
  layers: readonly AuthoredLayer[],
): { readonly name: string; readonly layer: AuthoredLayer }[] {
  const counts = new Map<string, number>();
  return layers.map((layer) => {
    const count = (counts.get(layer.type) ?? 0) + 1;
    counts.set(layer.type, count);
    return { name: layer.name ?? `${toSnakeCase(layer.type)}_${count}`, layer };
  });
}

/** `max_pooling2d` for `maxPooling2d`, as TF.js and Keras write it. */
function toSnakeCase(type: string): string {
  return type
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

function find(
  source: string,
  by: string,
  outputs: ReadonlyMap<string, tf.SymbolicTensor>,
): tf.SymbolicTensor {
  const found = outputs.get(source);
  if (found) return found;
  const meant = findNearestName(source, [...outputs.keys()]);
  const guess = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw refuseNetwork(
    `The layer ${by} takes what ${source} gives, which no layer before it is called.${guess}`,
  );
}

const make = tf.layers as unknown as Readonly<Record<string, (options: object) => tf.layers.Layer>>;

/** Makes a layer, and gives what comes out of it. TF.js refuses what does not fit. */
function apply(
  name: string,
  layer: AuthoredLayer,
  inputs: readonly tf.SymbolicTensor[],
  dropoutRate: number,
  size: NetworkSize,
): tf.SymbolicTensor {
  const { type, ...own } = layer;
  delete own.from;
  const rate = type === 'dropout' ? { rate: dropoutRate } : {};
  try {
    // TF.js writes into the configurations of initializers that it is given.
    const made = make[type]!(structuredClone({ ...rate, ...own, name }));
    const taken = inputs.length === 1 ? inputs[0]! : [...inputs];
    const shapes = inputs.map(({ shape }) => shape);
    const output = made.computeOutputShape(inputs.length === 1 ? shapes[0]! : shapes) as number[];
    if (output.slice(1).some((length) => length < 1)) {
      throw new RangeError(`it would give [${output.slice(1).join()}]`);
    }
    size.add(name, layer, shapes[0]!.at(-1)!, output.slice(1));
    return made.apply(taken) as tf.SymbolicTensor;
  } catch (cause) {
    if (cause instanceof LayerprintError) throw cause;
    const given = inputs.map(({ shape }) => `[${shape.slice(1).join()}]`).join(' and ');
    throw refuseNetwork(
      `TF.js does not take the layer ${name} on what it is given, ${given}: ${(cause as Error).message}`,
      cause,
    );
  }
}
