import type {
  CastAttrs,
  ConcatAttrs,
  ReshapeAttrs,
  SliceAttrs,
  TensorInfo,
  TransposeAttrs,
} from '@tensorflow/tfjs-core';
import {
  Cast,
  Concat,
  Identity,
  Reshape,
  Slice,
  slice_util,
  Transpose,
  util,
} from '@tensorflow/tfjs-core';
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

  // Of the channels alone, as where branches of a network come together.
  defineKernel<Readonly<Record<number, TensorInfo>>, ConcatAttrs>(
    Concat,
    ({ inputs, attrs, backend }) => {
      const parts = Object.values(inputs);
      const [first] = parts as [TensorInfo];
      const last = first.shape.length - 1;
      const [axis] = util.parseAxisParam(attrs.axis, first.shape);
      const leading = first.shape.slice(0, last);
      const fit = parts.every(({ shape }) => util.arraysEqual(shape.slice(0, last), leading));
      const sizes = parts.map(({ shape }) => util.sizeFromShape(shape));
      if (axis !== last || !fit || sizes.includes(0) || !areFloats(...parts)) return undefined;
      const columns = parts.reduce((sum, { shape }) => sum + shape[last]!, 0);
      return backend.makeFloats([...leading, columns], (out) => {
        let to = out;
        for (const part of parts) {
          const own = part.shape[last]!;
          const from = backend.addressOf(part);
          const rows = util.sizeFromShape(leading);
          backend.runner.call('copyRows', from, own * 4, to, columns * 4, rows, own);
          to += own * 4;
        }
      });
    },
  ),

  defineKernel<Tensors<'x'>, SliceAttrs>(Slice, ({ inputs: { x }, attrs, backend }) => {
    const { begin: from, size: sizes } = attrs;
    const [begin, size] = slice_util.parseSliceParams(x, from, sizes) as [number[], number[]];
    const last = x.shape.length - 1;
    const isOfChannels =
      last >= 0 && x.shape.every((length, i) => i === last || size[i] === length);
    const fits = isOfChannels && begin[last]! + size[last]! <= x.shape[last]!;
    if (!fits || util.sizeFromShape(size) === 0 || !areFloats(x)) return undefined;
    const [columns, own] = [x.shape[last]!, size[last]!];
    return backend.makeFloats(size, (out) => {
      const start = backend.addressOf(x) + begin[last]! * 4;
      const rows = util.sizeFromShape(x.shape) / columns;
      backend.runner.call('copyRows', start, columns * 4, out, own * 4, rows, own);
    });
  }),

  defineKernel<Tensors<'x'>, TransposeAttrs>(Transpose, ({ inputs: { x }, attrs, backend }) => {
    if (!areFloats(x) || x.shape.length !== 2 || attrs.perm.join() !== '1,0') return undefined;
    const [rows, columns] = x.shape as [number, number];
    return backend.makeFloats([columns, rows], (out) => {
      backend.runner.call('transposeRows', backend.addressOf(x), out, rows * 4, rows, columns);
    });
  }),
];
