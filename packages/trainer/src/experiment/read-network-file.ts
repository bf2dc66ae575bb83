import { LayerprintError } from '@layerprint/core/errors';
import type { ImageKind } from '@layerprint/core/images';
import { shorten } from '@layerprint/core/json-text';
import { ArchitectureSchema } from '@layerprint/core/schemas/architecture';
import { readTopology, TopologyFileSchema, type FileTopology } from '@layerprint/network/model';
import * as z from 'zod';

const HINT =
  'docs/guides/own-network.md says which networks can be trained; nothing is trained in the place of another one.';
/** How a network gets its layers back into a file. */
const CONVERT =
  'Give the layers model that TF.js saves, or what tensorflowjs_converter makes with --input_format=keras of what Keras has saved.';

/** What a file of a network is before anything of it is translated. */
export const NetworkFileSchema = z.looseObject({
  format: z.string().optional(),
  modelTopology: z.unknown().optional(),
});
export type NetworkFile = z.infer<typeof NetworkFileSchema>;

/** A layer of a file, as far as it is looked at here. */
const EntrySchema = z.looseObject({
  class_name: z.string(),
  config: z.record(z.string(), z.unknown()),
  name: z.string().optional(),
  inbound_nodes: z.array(z.unknown()).optional(),
});
type Entry = z.infer<typeof EntrySchema>;

const NodesSchema = z.array(
  z.union([
    z.array(z.array(z.unknown()).min(3)),
    z.looseObject({ args: z.array(z.unknown()).min(1) }),
  ]),
);
const OutputSchema = z.union([
  z.tuple([z.tuple([z.string()]).rest(z.unknown())]),
  z.tuple([z.string()]).rest(z.unknown()),
]);

/**
 * Translates the network of a file into a list of layers, as `readTopology` does, which takes what Keras and TF.js write. What
 * neither writes, and what it would pass over, is refused here.
 *
 * @throws {LayerprintError} `no-network-in-file`; `network-not-supported`, naming the layer and what is wrong with it.
 */
export function readNetworkFile(file: NetworkFile, images: ImageKind): FileTopology {
  assertHasLayers(file);
  const topology = readTopology(TopologyFileSchema.parse(file), images);
  assertCanBeShown(topology);
  return topology;
}

function assertHasLayers({ format, modelTopology, ...rest }: NetworkFile): void {
  if (modelTopology === null) {
    throw holdsNone(
      'weights alone',
      'Say the network that they are for as "architecture" in the experiment.',
    );
  }
  const whole = (modelTopology ?? rest) as Readonly<Record<string, unknown>>;
  if (typeof whole !== 'object') {
    throw holdsNone(shorten(JSON.stringify(whole)), CONVERT);
  }
  if ((format ?? 'layers-model') !== 'layers-model' || Array.isArray(whole['node'])) {
    throw holdsNone('a graph-model, of operations in the place of layers', CONVERT);
  }
  const model = (whole['model_config'] ?? whole) as { class_name?: unknown; config?: object };
  const { layers, output_layers: outputs } = (model.config ?? {}) as Record<string, unknown>;
  const entries = z.array(EntrySchema).safeParse(layers).data ?? [];
  if (Array.isArray(layers) && layers.length === 0) {
    throw holdsNone('a network without layers', CONVERT);
  }
  entries.forEach(assertNamed);
  entries.forEach(assertNothingIsDropped);
  if (model.class_name === 'Sequential' || entries.length === 0) return;
  entries.forEach(assertJoined);
  const [end] = OutputSchema.safeParse(outputs).data?.flat() ?? [];
  if (typeof end !== 'string' || entries.some((entry) => nameOf(entry) === end)) return;
  throw refuse(`The network ends with the layer ${end}, which it does not have.`);
}

function nameOf({ name, config }: Entry): unknown {
  return name ?? config['name'];
}

function assertNamed(entry: Entry, place: number): void {
  if (typeof nameOf(entry) === 'string') return;
  throw refuse(`Layer ${place + 1} of the file, a ${entry.class_name}, has no name.`);
}

/** Each layer of a functional model takes what others give, in one of the forms that Keras and TF.js write. */
function assertJoined(entry: Entry): void {
  const { class_name: className, inbound_nodes: nodes = [] } = entry;
  const name = String(nameOf(entry));
  if (className === 'InputLayer') return;
  if (nodes.length === 0) throw refuse(`The layer ${name} takes nothing that another one gives.`);
  if (NodesSchema.safeParse(nodes).success) return;
  throw refuse(
    `The layer ${name} says what it takes as ${shorten(JSON.stringify(nodes))}, which neither Keras nor TF.js writes.`,
  );
}

/** What a ReLU that ends at 6, and an ELU, are translated into has no room for anything beside. */
const PLAIN: Readonly<Record<string, readonly unknown[]>> = {
  trainable: [true],
  threshold: [0],
  negative_slope: [0],
};
const READ = ['name', 'dtype', 'batch_shape', 'batch_input_shape', 'max_value', 'alpha'];

function assertNothingIsDropped(entry: Entry): void {
  const { class_name: className, config } = entry;
  const isWhole =
    (className === 'ReLU' && config['max_value'] === 6) ||
    (className === 'ELU' && config['alpha'] === 1);
  if (!isWhole) return;
  for (const [key, value] of Object.entries(config)) {
    if (value === null || READ.includes(key) || PLAIN[key]?.includes(value)) continue;
    throw refuse(
      `The layer ${String(nameOf(entry))}, a ${className}, has ${key} ${JSON.stringify(value)}, which nothing in training follows.`,
    );
  }
}

/** Layers of a file are held to what an author's own are: their names are those of pages and files. */
function assertCanBeShown({ layers, names }: FileTopology): void {
  const [issue] = ArchitectureSchema.safeParse({ layers }).error?.issues ?? [];
  if (issue === undefined) return;
  const [, place, key] = issue.path;
  const { name } = layers[Number(place)] ?? {};
  const [own = name] = [...names].find(([, again]) => again === name) ?? [];
  throw refuse(`The ${String(key)} of the layer ${own} cannot be: ${issue.message}.`);
}

function refuse(message: string): LayerprintError {
  return new LayerprintError('network-not-supported', message, HINT);
}

function holdsNone(what: string, hint: string): LayerprintError {
  return new LayerprintError(
    'no-network-in-file',
    `The file holds ${what}, and no network to read.`,
    hint,
  );
}
