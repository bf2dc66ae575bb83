import { readActivations } from '../figures/activations.ts';
import type { MeasuredLayer } from '../measured.ts';
import { standardiseInPlace } from '../statistics/correlation.ts';
import type { MeasuredValues } from '../statistics/measured-values.ts';
import { nameSize } from './measure-picture.ts';

/** The maps of a layer that vary, standardised, and what their size is called. */
export interface PreparedMaps {
  readonly size: string;
  readonly maps: readonly Float64Array[];
}

/** What a layer gives for one image, as measures look at it. */
export interface LayerView {
  readonly values: MeasuredValues;
  /** Prepared when first asked for, and once. */
  readonly maps: () => PreparedMaps;
}

/** What a network gives for one image, as far as claims look at it. */
export interface NetworkView {
  readonly layerOf: (layer: string) => LayerView;
  /** Softmax outputs by label. */
  readonly probabilities: Float32Array;
}

/** Makes what measures see of a network's outputs for one image; each layer is prepared once. */
export function viewNetwork(
  layerOf: (layer: string) => MeasuredLayer,
  probabilities: Float32Array,
): NetworkView {
  const views = new Map<string, LayerView>();
  return {
    probabilities,
    layerOf: (layer) => {
      const view = views.get(layer) ?? viewLayer(layerOf(layer));
      views.set(layer, view);
      return view;
    },
  };
}

/** What measures see of values that are in no maps: of pixels, or of an answer. */
export function viewValues(values: MeasuredValues): LayerView {
  const maps = () => {
    throw new RangeError('These values are in no maps.');
  };
  return { values, maps };
}

function viewLayer(layer: MeasuredLayer): LayerView {
  let prepared: PreparedMaps | undefined;
  return { values: layer.measured, maps: () => (prepared ??= prepareMaps(layer)) };
}

function prepareMaps(layer: MeasuredLayer): PreparedMaps {
  const { shape, activations } = readActivations(layer);
  const [height, width, channels] = shape;
  const places = height * width;
  const values = new Float64Array(activations.length);
  for (let place = 0, at = 0; place < places; place++) {
    for (let channel = 0; channel < channels; channel++) {
      values[channel * places + place] = activations[at++]!;
    }
  }
  const maps = Array.from({ length: channels }, (_, channel) =>
    values.subarray(channel * places, (channel + 1) * places),
  );
  return { size: nameSize([height, width]), maps: maps.filter(standardiseInPlace) };
}
