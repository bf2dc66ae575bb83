import type { KernelRunner } from '../../packages/backend/src/kernel-runner.ts';
import { countOperations } from './count-operations.ts';

/** What calls of one kernel came to. */
export interface KernelUse {
  calls: number;
  milliseconds: number;
  /** Operations done, and those of the direct computation; 0 for kernels that compute no products. */
  operations: number;
  directOperations: number;
}

/** Counts calls, time and operations of every kernel while `act` runs. */
export function watchKernels(runner: KernelRunner, act: () => void): Map<string, KernelUse> {
  const uses = new Map<string, KernelUse>();
  runner.observer = (kernel, numbers, milliseconds) => {
    const { done, direct } = countOperations(kernel, numbers) ?? { done: 0, direct: 0 };
    const use = uses.get(kernel);
    uses.set(kernel, {
      calls: (use?.calls ?? 0) + 1,
      milliseconds: (use?.milliseconds ?? 0) + milliseconds,
      operations: (use?.operations ?? 0) + done,
      directOperations: (use?.directOperations ?? 0) + direct,
    });
  };
  try {
    act();
  } finally {
    runner.observer = undefined;
  }
  return uses;
}
