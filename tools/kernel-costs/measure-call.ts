import { BACKEND_NAME, type LayerprintBackend } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import type { TypicalCall } from './typical-calls.ts';

/** At least; TF.js takes seconds for some. */
const CALLS = 3;
const SECONDS = 0.2;

/** Milliseconds that a call takes on the backend that is set, the median of many. */
export function measureCall({ kernel, inputs, attributes }: TypicalCall): number {
  const operands = Object.entries(inputs).map(([name, shape], i) => {
    const isCondition = name === 'condition';
    const numbers = tf.randomUniform([...shape], isCondition ? 0 : 0.1, 1, 'float32', i + 1);
    return [name, isCondition ? tf.cast(tf.round(numbers), 'bool') : numbers] as const;
  });
  const given = Object.fromEntries(operands);
  const run = (): number => {
    const start = performance.now();
    const outputs = [tf.engine().runKernel(kernel, given, attributes as tf.NamedAttrMap)].flat();
    for (const output of outputs) compute(output);
    const took = performance.now() - start;
    tf.dispose(outputs);
    return took;
  };
  // The first calls are slower, until they are compiled.
  repeat(run);
  const times = repeat(run);
  tf.dispose(operands.map(([, tensor]) => tensor));
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

function repeat(run: () => number): number[] {
  const times: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  while (times.length < CALLS || performance.now() < end) times.push(run());
  return times;
}

/** Has our backend compute what may wait until it is needed. */
function compute(tensor: tf.Tensor): void {
  if (tf.getBackend() !== BACKEND_NAME) return;
  const backend = tf.backend() as LayerprintBackend;
  if (backend.lazyOf(tensor) !== undefined) backend.addressOf(tensor);
}
