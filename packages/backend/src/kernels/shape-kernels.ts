import type { CastAttrs, ReshapeAttrs, TensorInfo, TransposeAttrs } from '@tensorflow/tfjs-core';
import { Cast, Identity, Reshape, Transpose, util } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { areFloats, defineKernel, type Tensors } from './kernel.ts';

/** The same numbers under another shape; a computation that waits goes on waiting. */
function share(backend: LayerprintBackend, x: TensorInfo, shape: number[]): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape, dtype: x.dtype };
}

/** Kernels that change a tensor's shape or the order of its numbers. */
export const shapeKernels = [
  defineKernel<Tensors<'x'>>(Identity, ({ inputs: { x }, backend }) =>
    areFloats(x) ? share(backend, x, x.shape) : undefined,
  ),

  defineKernel<Tensors<'x'>, CastAttrs>(Cast, ({ inputs: { x }, attrs, backend }) =>
    areFloats(x) && attrs.dtype === 'float32' ? share(backend, x, x.shape) : undefined,
  ),

  defineKernel<Tensors<'x'>, ReshapeAttrs>(Reshape, ({ inputs: { x }, attrs, backend }) => {
    const size = util.sizeFromShape(x.shape);
    const shape = util.inferFromImplicitShape(attrs.shape, size);
    if (!areFloats(x) || util.sizeFromShape(shape) !== size) return undefined;
    return share(backend, x, shape);
  }),

  defineKernel<Tensors<'x'>, TransposeAttrs>(Transpose, ({ inputs: { x }, attrs, backend }) => {
    if (!areFloats(x) || x.shape.length !== 2 || attrs.perm.join() !== '1,0') return undefined;
    const [rows, columns] = x.shape as [number, number];
    return backend.makeFloats([columns, rows], (out) => {
      backend.runner.call('transposeRows', backend.addressOf(x), out, rows * 4, rows, columns);
    });
  }),
];
