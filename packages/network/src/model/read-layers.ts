import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Layer } from '@layerprint/core/schemas/layer';
import { LayersSchema } from '@layerprint/core/schemas/layers';
import { readLayer, refuseNetwork } from './read-layer.ts';
import { isSameValue } from './same-value.ts';

/** The part of a model's configuration that says how its layers are joined. */
interface Joints {
  readonly layers: readonly { readonly name: string; readonly inboundNodes: unknown }[];
  readonly inputLayers: unknown;
  readonly outputLayers: unknown;
}

/**
 * Reads the layers of a model, from the input on. Training follows what is read here and nothing else, and
 * the same is what a run records.
 *
 * @throws {LayerprintError} `network-not-supported`, for what no training here follows: it would train
 *   something else without a word.
 */
export function readLayers(model: LayersModel): Layer[] {
  if (model.getClassName() !== 'Model') {
    throw refuseNetwork(
      `The model ${model.name} is a ${model.getClassName()}, and training knows what tf.model makes alone.`,
    );
  }
  if ((model.optimizer as unknown) !== undefined) {
    throw refuseNetwork(
      `The model ${model.name} is compiled, and training follows the recipe of the experiment alone.`,
    );
  }
  const sources = readSources(model.getConfig() as unknown as Joints);
  const layers = model.layers.map((layer, place) => {
    const from = sources[place]!;
    const before = model.layers[place - 1]?.name;
    const isNext = place === 0 || isSameValue(from, [before]);
    return { ...readLayer(layer), ...(!isNext && { from }) };
  });
  assertAnswers(layers);
  const { data, error } = LayersSchema.safeParse(layers);
  if (data) return data;
  throw refuseNetwork(`The model ${model.name} cannot be: ${error.issues[0]!.message}.`);
}

/** Reads which layers each layer takes what they give of, in order. Each is used once, and goes from the image to the answer. */
function readSources({ layers, inputLayers, outputLayers }: Joints): string[][] {
  const isOnly = (found: unknown, name: string): boolean => isSameValue(found, [[name, 0, 0]]);
  const [first, last] = [layers[0]!.name, layers.at(-1)!.name];
  const used = new Set<string>();
  const sources = layers.map(({ name, inboundNodes }, place) => {
    if (place === 0 && isSameValue(inboundNodes, [])) return [];
    const taken = readTaken(inboundNodes);
    if (taken === undefined) {
      throw refuseNetwork(
        `The layer ${name} is not used once, on what other layers give and nothing besides: training knows neither shared layers nor other arguments.`,
      );
    }
    for (const source of taken) used.add(source);
    return taken;
  });
  const unused = layers.slice(0, -1).find(({ name }) => !used.has(name));
  if (isOnly(inputLayers, first) && isOnly(outputLayers, last) && unused === undefined) {
    return sources;
  }
  throw refuseNetwork(
    `The model does not go from the one input ${first} to the one output ${last}: training knows one of each.`,
  );
}

/** The names of the layers that the one node of a layer takes; undefined where there is any other. */
function readTaken(nodes: unknown): string[] | undefined {
  if (!Array.isArray(nodes) || nodes.length !== 1 || !Array.isArray(nodes[0])) return undefined;
  const taken = (nodes[0] as unknown[][]).map(([name, ...rest]) =>
    isSameValue(rest, [0, 0, {}]) ? (name as string) : undefined,
  );
  return taken.every((name) => name !== undefined) ? taken : undefined;
}

/** The loss is computed from what goes into a softmax at the end: there it has to be, and nowhere else. */
function assertAnswers(layers: readonly Layer[]): void {
  for (const [place, layer] of layers.entries()) {
    const isLast = place === layers.length - 1;
    const isSoftmax = 'activation' in layer && layer.activation === 'softmax';
    if (isSoftmax === isLast && (!isLast || layer.outputShape.length === 1)) continue;
    throw refuseNetwork(
      isLast
        ? `The layer ${layer.name} is the last, and no softmax over classes: training computes its loss from one.`
        : `The layer ${layer.name} has a softmax, and training knows one as the last of all alone.`,
    );
  }
}
