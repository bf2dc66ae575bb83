import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { makeNumbers } from '../numbers.ts';
import { observe, type Outcome } from './outcome.ts';

/** An operation on tensors that were made before. */
interface Step {
  operation: string;
  /** How many tensors back from the last one. */
  places: number[];
  choice: number;
}

/** A program: tensors to begin with, operations, and in which order everything is read at the end. */
export interface Chain {
  starts: string[];
  steps: Step[];
  isReadBackwards: boolean;
}

interface Operation {
  apply: (tensors: tf.Tensor[], choice: number) => tf.Tensor;
  /** The call as a reader would write it. */
  say: (names: string[], choice: number) => string;
  /** Whether a small error of its operands may become a large one. */
  isDelicate?: boolean;
  /** Whether whole numbers come out whole. */
  isExact?: boolean;
}

const pick = <T>(choices: readonly T[], choice: number): T => choices[choice % choices.length]!;

const SHAPES = [[-1], [2, -1], [-1, 4], [4, 6], [1, -1, 4], [2, 3, 4], [6], [], [0], [-1, 1]];
const TYPES = ['float32', 'int32', 'bool'] as const;
const PERMUTATIONS = [undefined, [1, 0], [0, 1], [0, 2, 1], [3, 2, 1, 0]];
const AXES = [undefined, 0, -1, 1, [0, 1], [1, 2]];

const unary = (
  name: string,
  apply: (x: tf.Tensor) => tf.Tensor,
  traits: object,
): [string, Operation] => [
  name,
  { apply: ([x]) => apply(x!), say: ([x]) => `tf.${name}(${x})`, ...traits },
];
const binary = (
  name: string,
  apply: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  traits: object,
): [string, Operation] => [
  name,
  { apply: ([a, b]) => apply(a!, b!), say: ([a, b]) => `tf.${name}(${a}, ${b})`, ...traits },
];
const chosen = <T>(
  name: string,
  choices: readonly T[],
  apply: (x: tf.Tensor, chosen: T) => tf.Tensor,
  traits: object,
): [string, Operation] => [
  name,
  {
    apply: ([x], choice) => apply(x!, pick(choices, choice)),
    say: ([x], choice) => `tf.${name}(${x}, ${JSON.stringify(pick(choices, choice))})`,
    ...traits,
  },
];

const OPERATIONS = new Map<string, Operation>([
  binary('matMul', (a, b) => tf.matMul(a, b), { isExact: true }),
  binary('conv2d', (a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same'), {
    isExact: true,
  }),
  binary('add', tf.add, { isExact: true }),
  binary('sub', tf.sub, { isExact: true }),
  binary('mul', tf.mul, { isExact: true }),
  binary('div', tf.div, { isDelicate: true }),
  binary('maximum', tf.maximum, { isExact: true }),
  unary('relu', tf.relu, { isExact: true }),
  unary('step', (x) => tf.step(x), { isExact: true, isDelicate: true }),
  unary('neg', tf.neg, { isExact: true }),
  unary('square', tf.square, { isExact: true }),
  unary('sqrt', tf.sqrt, { isDelicate: true }),
  unary('log', tf.log, { isDelicate: true }),
  unary('exp', tf.exp, {}),
  unary('softmax', (x) => tf.softmax(x), {}),
  unary('tanh', tf.tanh, {}),
  unary('clone', tf.clone, { isExact: true }),
  chosen('reshape', SHAPES, (x, shape) => tf.reshape(x, shape), { isExact: true }),
  chosen('cast', TYPES, (x, type) => tf.cast(x, type), { isExact: true, isDelicate: true }),
  chosen('transpose', PERMUTATIONS, (x, order) => tf.transpose(x, order), { isExact: true }),
  chosen('sum', AXES, (x, axes) => tf.sum(x, axes), { isExact: true }),
  chosen('maxPool', [1, 2, 3], (x, size) => tf.maxPool(x as tf.Tensor4D, size, 2, 'same'), {
    isExact: true,
  }),
]);

/** What our kernels put off or do together, and what can come between. */
const FUSED = ['matMul', 'conv2d', 'add', 'relu', 'step', 'mul', 'reshape', 'cast'];

/** Tensors of small whole numbers, so that sums and products of them are exact on every backend. */
const STARTS: Record<string, [shape: number[], dtype: (typeof TYPES)[number]]> = {
  square: [[4, 4], 'float32'],
  wide: [[4, 6], 'float32'],
  row: [[6], 'float32'],
  four: [[4], 'float32'],
  one: [[], 'float32'],
  none: [[0, 4], 'float32'],
  image: [[1, 4, 3, 2], 'float32'],
  filter: [[2, 2, 2, 4], 'float32'],
  stack: [[2, 3, 4], 'float32'],
  whole: [[4, 4], 'int32'],
  steps: [[6], 'int32'],
  truth: [[4], 'bool'],
};

function makeStart(name: string, place: number): tf.Tensor {
  const [shape, dtype] = STARTS[name]!;
  const numbers = makeNumbers(tf.util.sizeFromShape(shape), place + 1).map((x) =>
    Math.round(x * 3),
  );
  if (dtype === 'float32') return tf.tensor(numbers, shape);
  return tf.tensor(dtype === 'bool' ? numbers.map((x) => Number(x > 0)) : numbers, shape, dtype);
}

/** Chains of two to six operations. */
export const anyChain: fc.Arbitrary<Chain> = fc.record({
  starts: fc.array(fc.constantFrom(...Object.keys(STARTS)), { minLength: 2, maxLength: 4 }),
  steps: fc.array(
    fc.record({
      operation: fc.oneof(fc.constantFrom(...FUSED), fc.constantFrom(...OPERATIONS.keys())),
      places: fc.tuple(fc.oneof(fc.constant(0), fc.nat(9)), fc.nat(9)),
      choice: fc.nat(9),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  isReadBackwards: fc.boolean(),
});

/** What a chain came to on the current backend: an outcome for every tensor and every refused operation. */
export interface ChainResult {
  outcomes: Outcome[];
  program: string;
}

/**
 * Runs a chain. Nothing is read before the end, so that what a backend puts off stays put off.
 *
 * @param isKept Whether to take a step, given its place; undefined, where the numbers decide: a delicate
 *   operation is taken on exact numbers alone. Those decisions are in `taken`.
 */
export function runChain(chain: Chain, taken?: boolean[]): ChainResult & { taken: boolean[] } {
  const tensors = chain.starts.map(makeStart);
  const exact = tensors.map(() => true);
  const lines = chain.starts.map((name, i) => `const t${i} = ${name};`);
  const refused: Outcome[] = [];
  const decisions = chain.steps.map(({ operation, places, choice }, i) => {
    const { apply, say, isDelicate = false, isExact = false } = OPERATIONS.get(operation)!;
    const operands = places.map((place) => tensors.length - 1 - (place % tensors.length));
    const areExact = operands.every((place) => exact[place]);
    const isTaken = taken?.[i] ?? (areExact || !isDelicate);
    if (!isTaken) return false;
    const names = operands.map((place) => `t${place}`);
    lines.push(`const t${tensors.length} = ${say(names, choice)};`);
    try {
      const made = apply(
        operands.map((place) => tensors[place]!),
        choice,
      );
      tensors.push(made);
      exact.push(taken === undefined && isExact && areExact && isWhole(made));
    } catch (error) {
      refused.push({ error: (error as Error).message });
      lines.push(`${lines.pop()!} // refused`);
    }
    return true;
  });
  const order = tensors.map((_, i) => i);
  if (chain.isReadBackwards) order.reverse();
  const read: Outcome[] = [];
  for (const place of order) read[place] = observe(() => tensors[place]!);
  lines.push(`// read ${chain.isReadBackwards ? 'from the last to the first' : 'in order'}`);
  return { outcomes: [...read, ...refused], program: lines.join('\n'), taken: decisions };
}

function isWhole(tensor: tf.Tensor): boolean {
  return tensor.dataSync().every((x) => Number.isInteger(x) && Math.abs(x) < 2 ** 22);
}
