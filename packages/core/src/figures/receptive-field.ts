import {
  isConvolution,
  isJoin,
  isMapLayer,
  reachOf,
  type JoinLayer,
  type Layer,
  type MapLayer,
  type Pair,
} from '../schemas/layer.ts';
import { listSources } from '../schemas/layers.ts';

/** Which pixels of the image the values of a layer can depend on: `[height, width]` and `[y, x]`, in pixels. */
export interface ReceptiveField {
  /** The part of the image, and of the padding around it, that one value can depend on. */
  readonly size: Pair;
  /** From the part of one value to that of the next one; 0 where all values have the same. */
  readonly stride: readonly [number, number];
  /** Where the part of the first value begins: below zero where it begins in the padding. */
  readonly start: readonly [number, number];
}

/**
 * Computes the receptive field of every layer of a network.
 *
 * Layer by layer, on each axis: size ← size + (reach − 1)·stride, start ← start − before·stride and
 * stride ← stride·(the layer's stride), where `reach` is the kernel with what its dilation steps over, and
 * `before` is how many zeros stand in front of the layer's input
 * (Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill, 2019). A
 * dense layer over values that lie in one row sees the whole image. Layers without a window change nothing.
 * A window that leaves out a rim, or steps over values, leaves out some of these pixels; a batch normalisation
 * looks at the whole batch while it trains, which is no pixel of the image. What joins branches sees what any of
 * them does: they have the same strides, or the network is refused.
 *
 * @param layers From the input on, each behind those that it takes, fitting together.
 * @returns One field for each layer, in order.
 */
export function computeReceptiveFields(layers: readonly Layer[]): ReceptiveField[] {
  const fields: ReceptiveField[] = [];
  for (const [place, layer] of layers.entries()) {
    const sources = listSources(layers, place);
    const taken = sources.map((source) => fields[source]!);
    const input = layers[sources[0] ?? 0]!.outputShape;
    fields.push(
      isJoin(layer) ? join(taken) : follow(taken[0] ?? PIXEL, layer, input, layers[0]!.outputShape),
    );
  }
  return fields;
}

/**
 * Says of every layer whether its values can depend on zeros that a convolution saw beyond an edge. Poolings
 * see none there: they leave out what is no value.
 *
 * @param layers From the input on, each behind those that it takes.
 */
export function findZeroPadding(layers: readonly Layer[]): boolean[] {
  const found: boolean[] = [];
  for (const [place, layer] of layers.entries()) {
    const sources = listSources(layers, place);
    const input = layers[sources[0] ?? 0]!.outputShape;
    found.push(sources.some((source) => found[source]!) || addsZeros(layer, input));
  }
  return found;
}

function addsZeros(layer: Layer, input: readonly number[]): boolean {
  if (!isMapLayer(layer) || !isConvolution(layer)) return false;
  return ([0, 1] as const).some((axis) => countZeros(layer, input, axis) > 0);
}

/** What a value of the image depends on. */
const PIXEL: ReceptiveField = { size: [1, 1], stride: [1, 1], start: [0, 0] };

/** The smallest field that holds those of all that a layer joins, of every value. */
function join(fields: readonly ReceptiveField[]): ReceptiveField {
  const both = (compute: (axis: 0 | 1) => number): [number, number] => [compute(0), compute(1)];
  const start = both((axis) => Math.min(...fields.map((field) => field.start[axis])));
  const ends = fields.map((field) => both((axis) => field.start[axis] + field.size[axis]));
  return {
    size: both((axis) => Math.max(...ends.map((end) => end[axis])) - start[axis]),
    stride: fields[0]!.stride,
    start,
  };
}

/** The field of a layer, out of that of its input. */
function follow(
  field: ReceptiveField,
  layer: Exclude<Layer, JoinLayer>,
  input: readonly number[],
  image: readonly number[],
): ReceptiveField {
  switch (layer.kind) {
    case 'convolution':
    case 'depthwise-convolution':
    case 'separable-convolution':
    case 'pooling':
    case 'average-pooling':
      return slide(field, layer, input);
    case 'dense':
      return input.length > 1 ? field : seeAll(image);
    case 'global-average-pooling':
    case 'global-max-pooling':
      return seeAll(image);
    case 'batch-normalisation':
    case 'activation':
    case 'leaky-relu':
    case 'input':
    case 'dropout':
    case 'flatten':
      return field;
  }
}

function seeAll([height, width]: readonly number[]): ReceptiveField {
  return { size: [height!, width!], stride: [0, 0], start: [0, 0] };
}

function slide(field: ReceptiveField, layer: MapLayer, input: readonly number[]): ReceptiveField {
  const both = <T>(compute: (axis: 0 | 1) => T): [T, T] => [compute(0), compute(1)];
  return {
    size: both((axis) => field.size[axis] + (reachOf(layer, axis) - 1) * field.stride[axis]),
    stride: both((axis) => field.stride[axis] * layer.stride[axis]),
    start: both(
      (axis) =>
        field.start[axis] - Math.floor(countZeros(layer, input, axis) / 2) * field.stride[axis],
    ),
  };
}

/** Zeros around a layer's input on an axis. */
function countZeros(layer: MapLayer, input: readonly number[], axis: 0 | 1): number {
  if (layer.padding === 'valid') return 0;
  const reach = (layer.outputShape[axis]! - 1) * layer.stride[axis] + reachOf(layer, axis);
  return Math.max(reach - input[axis]!, 0);
}
