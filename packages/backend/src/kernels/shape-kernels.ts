import type { TransposeAttrs } from '@tensorflow/tfjs-core';
import { Transpose } from '@tensorflow/tfjs-core';
import { areFloats, defineKernel, type Tensors } from './kernel.ts';

/** Kernels that move numbers. Reshape, Identity and Cast of the CPU move none. */
export const shapeKernels = [
  defineKernel<Tensors<'x'>, TransposeAttrs>(Transpose, ({ inputs: { x }, attrs, backend }) => {
    if (!areFloats(x) || attrs.perm.join() !== '1,0') return undefined;
    const [rows, columns] = x.shape as [number, number];
    return backend.makeFloats([columns, rows], (out) => {
      backend.runner.call('transposeRows', backend.addressOf(x), out, rows * 4, rows, columns);
    });
  }),
];
