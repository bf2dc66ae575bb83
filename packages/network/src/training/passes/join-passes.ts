import * as tf from '@tensorflow/tfjs-core';
import type { JoinLayer } from '@layerprint/core/schemas/layer';
import type { JoinPass } from '../layer-pass.ts';

/** Makes the pass of a layer that takes what several others give. */
export function makeJoinPass({ kind }: JoinLayer): JoinPass {
  return kind === 'sum' ? SUM : CONCATENATION;
}

const SUM: JoinPass = {
  join: (inputs) => inputs.reduce((sum, input) => tf.add(sum, input)),
  split: (dy, inputs) => inputs.map(() => tf.clone(dy)),
};

const CONCATENATION: JoinPass = {
  join: (inputs) => tf.concat([...inputs], -1),
  split(dy, inputs) {
    let start = 0;
    return inputs.map(({ shape }) => {
      const begin = [...shape.slice(0, -1).map(() => 0), start];
      start += shape.at(-1)!;
      return tf.slice(dy, begin, shape);
    });
  },
};
