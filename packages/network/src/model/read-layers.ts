import type { LayersModel } from '@tensorflow/tfjs-layers';
import { LayersSchema, type Layer } from '@layerprint/core/schemas/layer';
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
  assertInRow(model.getConfig() as unknown as Joints);
  const layers = model.layers.map(readLayer);
  assertAnswers(layers);
  const { data, error } = LayersSchema.safeParse(layers);
  if (data) return data;
  throw refuseNetwork(`The model ${model.name} cannot be: ${error.issues[0]!.message}.`);
}

/** Each layer has to take what the one before gives, once, and nothing else. */
function assertInRow({ layers, inputLayers, outputLayers }: Joints): void {
  const nodeOf = (place: number): [string, number, number] => [layers.at(place)!.name, 0, 0];
  for (const [place, { name, inboundNodes }] of layers.entries()) {
    const wanted = place === 0 ? [] : [[[...nodeOf(place - 1), {}]]];
    if (isSameValue(inboundNodes, wanted)) continue;
    throw refuseNetwork(
      place === 0
        ? `The layer ${name} is the first and takes what another gives.`
        : `The layer ${name} does not take what ${layers[place - 1]!.name} gives, once and nothing besides: training runs layers in a row.`,
    );
  }
  if (isSameValue(inputLayers, [nodeOf(0)]) && isSameValue(outputLayers, [nodeOf(-1)])) {
    return;
  }
  throw refuseNetwork(
    `The model does not go from the one input ${layers[0]!.name} to the one output ${layers.at(-1)!.name}: training runs layers in a row.`,
  );
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
