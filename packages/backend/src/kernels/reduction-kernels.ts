import type { MeanAttrs, SoftmaxAttrs, SumAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { backend_util, Mean, Softmax, Sum, util } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { SHARDS } from '../shards.ts';
import { areFloats, defineKernel, type Tensors } from './kernel.ts';

/** Sums over the first or the last dimensions; undefined for every other, and for the mean of nothing. */
function sum(
  backend: LayerprintBackend,
  x: TensorInfo,
  { axis, keepDims }: SumAttrs,
  isMean: boolean,
): TensorInfo | undefined {
  const axes = util.parseAxisParam(axis, x.shape);
  const rank = x.shape.length;
  const isFirst = axes.every((axis, index) => axis === index) && axes.length < rank;
  const isLast = axes.every((axis, index) => axis === rank - axes.length + index);
  if (!areFloats(x) || axes.length === 0 || !(isFirst || isLast)) return undefined;
  const [kept, reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = keepDims ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
  const [keptSize, reducedSize] = [util.sizeFromShape(kept), util.sizeFromShape(reduced)];
  if (isMean && reducedSize === 0) return undefined;
  return backend.makeFloats(shape, (out) => {
    const { runner } = backend;
    const from = backend.addressOf(x);
    if (isLast) {
      runner.run('sumRows', 0, from, out, keptSize, reducedSize);
    } else {
      runner.borrow(SHARDS * keptSize * 4, (sums) => {
        runner.run('sumColumns', 0, from, sums, reducedSize, keptSize);
        runner.call('addShards', sums, SHARDS, keptSize, out);
      });
    }
    if (!isMean) return;
    runner.borrow(4, (count) => {
      runner.call('storeNumber', count, reducedSize);
      runner.run('divide', 0, out, count, out, keptSize, 1);
    });
  });
}

/** Sums and means over the first or the last dimensions, and softmax over the last. */
export const reductionKernels = [
  defineKernel<Tensors<'x'>, SumAttrs>(Sum, ({ inputs: { x }, attrs, backend }) =>
    sum(backend, x, attrs, false),
  ),

  defineKernel<Tensors<'x'>, MeanAttrs>(Mean, ({ inputs: { x }, attrs, backend }) =>
    sum(backend, x, attrs, true),
  ),

  defineKernel<Tensors<'logits'>, SoftmaxAttrs>(
    Softmax,
    ({ inputs: { logits }, attrs, backend }) => {
      const last = logits.shape.length - 1;
      const columns = logits.shape[last];
      const isLast = attrs.dim === last || attrs.dim === -1;
      if (!areFloats(logits) || !isLast || columns === undefined || columns === 0) return undefined;
      return backend.makeFloats(logits.shape, (out) => {
        const rows = util.sizeFromShape(logits.shape) / columns;
        backend.runner.run('softmax', 0, backend.addressOf(logits), out, rows, columns);
      });
    },
  ),
];
