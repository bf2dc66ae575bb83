import type { ImageKind } from '@layerprint/core/images';
import type { AuthoredLayer } from '@layerprint/core/schemas/architecture';
import * as z from 'zod';
import { refuseNetwork } from '../read-layer.ts';
import { readSources } from './read-sources.ts';
import { translateLayer, type LayerEntry } from './translate-layer.ts';

const EntrySchema = z.looseObject({
  class_name: z.string(),
  config: z.record(z.string(), z.unknown()),
  name: z.string().optional(),
  inbound_nodes: z.array(z.unknown()).optional(),
});
const ModelSchema = z.looseObject({
  class_name: z.string(),
  config: z.looseObject({
    layers: z.array(EntrySchema),
    input_layers: z.unknown().optional(),
    output_layers: z.unknown().optional(),
  }),
});
/** What converters write around a model. */
const TopologySchema = z.looseObject({
  keras_version: z.string().optional(),
  model_config: z.unknown().optional(),
});
/** TF.js's `model.json`, or what of it Keras's `to_json` gives. */
export const TopologyFileSchema = z.looseObject({ modelTopology: TopologySchema.optional() });

/** A network out of a file, and what its layers are called there. */
export interface FileTopology {
  readonly layers: AuthoredLayer[];
  /** By the name in the file, which need not be one that figures and addresses can be called by. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Translates a network that TF.js or Keras, of version 2 or 3, has saved into a list of layers. TF.js itself reads none of
 * Keras 3.
 *
 * All that a file says is translated, is what goes without saying, or is refused; how the model was compiled is not read,
 * since the recipe of the experiment says how it is trained.
 *
 * @throws {LayerprintError} `network-not-supported`, naming the layer and what it has.
 */
export function readTopology(
  file: z.infer<typeof TopologyFileSchema>,
  images: ImageKind,
): FileTopology {
  const topology = file.modelTopology ?? TopologySchema.parse(file);
  const model = ModelSchema.safeParse(topology.model_config ?? topology).data;
  if (!model || !['Sequential', 'Functional', 'Model'].includes(model.class_name)) {
    throw refuseNetwork(
      `The file holds no network that Keras or TF.js saves with its layers: neither a Sequential nor a Functional model${model ? `, but a ${model.class_name}` : ''}.`,
    );
  }
  const { layers: entries, input_layers: inputs, output_layers: outputs } = model.config;
  const isSequential = model.class_name === 'Sequential';
  const isOfKeras = !topology.keras_version?.startsWith('tfjs');
  const named = entries.map((entry): LayerEntry => ({ ...entry, name: nameOf(entry) }));
  const sources = isSequential
    ? readRow(named)
    : new Map(named.map((entry) => [entry.name, readSources(entry)]));
  if (!isSequential) assertOne('input', inputs, named.filter(isInput));
  const end = isSequential ? named.at(-1)?.name : assertOne('output', outputs, []);

  const names = nameAgain(named);
  const ranks = new Map<string, number>();
  const last = named.filter(({ name }) => name === end);
  const inOrder = [...named.filter(({ name }) => name !== end), ...last];
  const layers = inOrder.flatMap((entry) => {
    const from = sources.get(entry.name)!;
    const rank = from.length === 0 ? IMAGE_RANK : ranks.get(from[0]!);
    assertTakes(entry, images);
    if (isInput(entry)) {
      ranks.set(entry.name, IMAGE_RANK);
      return [];
    }
    const layer = translateLayer(entry, { isOfKeras, rank: rank ?? IMAGE_RANK });
    const isFlat = /^(?:Flatten|Global\w+Pooling2D)$/.test(entry.class_name);
    ranks.set(entry.name, isFlat ? FLAT_RANK : (rank ?? IMAGE_RANK));
    const taken = from.map((source) => names.get(source) ?? source);
    return [{ ...layer, name: names.get(entry.name)!, ...(taken.length > 0 && { from: taken }) }];
  });
  return { layers, names };
}

/** Axes of images, and of rows of values, with that of the batch. */
const IMAGE_RANK = 4;
const FLAT_RANK = 2;

function isInput({ class_name: className }: Pick<LayerEntry, 'class_name'>): boolean {
  return className === 'InputLayer';
}

function nameOf({ name, config }: z.infer<typeof EntrySchema>): string {
  return name ?? String(config['name']);
}

/** Each takes what the one before gives. */
function readRow(entries: readonly LayerEntry[]): Map<string, string[]> {
  const names = entries.map(({ name }) => name);
  return new Map(names.map((name, place) => [name, names.slice(Math.max(0, place - 1), place)]));
}

/** The one layer at which a network begins or ends; Keras writes one also without a list around it. */
function assertOne(what: string, nodes: unknown, all: readonly LayerEntry[]): string {
  const list =
    Array.isArray(nodes) && typeof nodes[0] === 'string' ? [nodes] : (nodes as unknown[]);
  const [first] = (Array.isArray(list) ? list : []) as unknown[][];
  if (Array.isArray(list) && list.length === 1 && Array.isArray(first) && all.length <= 1) {
    return String(first[0]);
  }
  const names = all.length > 1 ? all.map(({ name }) => name) : list;
  throw refuseNetwork(
    `The network does not have one ${what}, but ${JSON.stringify(names)}, and training knows one alone.`,
  );
}

/** Names that figures, files and addresses can be called by: in small letters, digits and `_`. */
function nameAgain(entries: readonly LayerEntry[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const { name } = entry;
    const plain = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9_]/g, '_')
      .replace(/^(?![a-z])/, 'layer_');
    const own = isInput(entry) ? 'input' : plain;
    const other = [...names].find(([, taken]) => taken === own)?.[0];
    if (other !== undefined) {
      throw refuseNetwork(
        `The layers ${other} and ${name} would both be called ${own} in a report.`,
      );
    }
    names.set(name, own);
  }
  return names;
}

/** The images that a layer says it takes have to be those of the data set; one without a size takes any. */
function assertTakes({ name, config }: LayerEntry, { image }: ImageKind): void {
  const shape = config['batch_shape'] ?? config['batch_input_shape'];
  if (shape == null) return;
  const found = Array.isArray(shape) ? (shape as unknown[]) : [];
  const wanted = [null, image.height, image.width, image.channels];
  const fits =
    found.length === wanted.length &&
    found.every((length, axis) => length === wanted[axis] || (axis > 0 && length === null));
  if (fits) return;
  throw refuseNetwork(
    `The layer ${name} takes ${JSON.stringify(shape)}, and the data set gives ${JSON.stringify(wanted)}.`,
  );
}
