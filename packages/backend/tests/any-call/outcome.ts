import type { LayerprintBackend } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';

/** What a call of a kernel came to: a tensor, or the message of the error instead. */
export type Outcome =
  { shape: number[]; dtype: tf.DataType; values: ArrayLike<number> } | { error: string };

/** Runs something that makes a tensor; gives what the tensor is, or the error. */
export function observe(compute: () => tf.Tensor): Outcome {
  try {
    const { shape, dtype, dataId } = compute();
    return { shape, dtype, values: tf.backend().readSync(dataId) as Float32Array };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/**
 * What is wrong with an outcome, if something is.
 *
 * @param bound The largest difference allowed between finite numbers; NaN and infinities have to be the same.
 */
export function compareOutcomes(
  actual: Outcome,
  expected: Outcome,
  bound: (values: ArrayLike<number>) => number,
): string | undefined {
  if ('error' in actual || 'error' in expected) {
    return JSON.stringify(actual) === JSON.stringify(expected)
      ? undefined
      : sayBoth(actual, expected);
  }
  const allowed = bound(expected.values);
  const isSame =
    // As text, for a shape may hold NaN.
    String(actual.shape) === String(expected.shape) &&
    actual.dtype === expected.dtype &&
    isOfSameType(actual.values, expected.values, expected.dtype) &&
    actual.values.length === expected.values.length &&
    Array.from(actual.values).every((value, i) => {
      const other = expected.values[i]!;
      if (!Number.isFinite(other)) return Object.is(value, other);
      return Math.abs(value - other) <= allowed;
    });
  return isSame ? undefined : sayBoth(actual, expected);
}

/** Whether arrays are of one type. TF.js also reads floats that it cast from whole numbers as those. */
function isOfSameType(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  dtype: tf.DataType,
): boolean {
  return dtype === 'float32' || actual.constructor === expected.constructor;
}

function sayBoth(actual: Outcome, expected: Outcome): string {
  return `layerprint: ${say(actual)}\nTF.js's CPU: ${say(expected)}`;
}

function say(outcome: Outcome): string {
  if ('error' in outcome) return `throws ${JSON.stringify(outcome.error)}`;
  const { shape, dtype, values } = outcome;
  return `${dtype} [${shape}]: ${Array.from(values).slice(0, 24).join(' ')}`;
}

/** The largest finite size among numbers, at least 1. */
export function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce<number>(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    1,
  );
}

/** Leaves numbers in the memory that is free, where a kernel that reads too far finds them. */
export function litterMemory(): void {
  const { heap } = (tf.backend() as unknown as LayerprintBackend).runner;
  const sizes = Array.from({ length: 20 }, (_, i) => 64 * 2 ** (i / 2));
  const blocks = [...sizes, ...sizes].map((bytes) => heap.allocate(bytes));
  for (const { address, bytes } of blocks) heap.floats(address, bytes / 4).fill(1e9);
  for (const block of blocks) block.release();
}
