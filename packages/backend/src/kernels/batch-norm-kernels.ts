import type { FusedBatchNormAttrs, TensorInfo, TileAttrs } from '@tensorflow/tfjs-core';
import { FusedBatchNorm, Tile, util } from '@tensorflow/tfjs-core';
import { areFloats, defineKernel, hasShape, type Tensors } from './kernel.ts';

/** Batch normalisation by channels, and the repeating of a row that its gradient asks for. */
export const batchNormKernels = [
  defineKernel<
    Tensors<'x' | 'mean' | 'variance'> & { offset?: TensorInfo; scale?: TensorInfo },
    FusedBatchNormAttrs
  >(FusedBatchNorm, ({ inputs, attrs, backend }) => {
    const { x, mean, variance, offset, scale } = inputs;
    const columns = x.shape.at(-1);
    const rows = [mean, variance, offset, scale].filter((tensor) => tensor != null);
    const fit = columns !== undefined && rows.every((tensor) => hasShape(tensor, [columns]));
    if (!fit || columns === 0 || !areFloats(x, ...rows)) return undefined;
    return backend.makeFloats(x.shape, (out) => {
      const addresses = [x, mean, variance, offset, scale].map((tensor) =>
        tensor == null ? 0 : backend.addressOf(tensor),
      );
      const sizes = [util.sizeFromShape(x.shape) / columns, columns] as const;
      const epsilon = (attrs.varianceEpsilon as number | undefined) ?? 0.001;
      backend.runner.run('normalizeBatch', columns * 4, ...addresses, out, ...sizes, epsilon);
    });
  }),

  defineKernel<Tensors<'x'>, TileAttrs>(Tile, ({ inputs: { x }, attrs: { reps }, backend }) => {
    const columns = x.shape.at(-1);
    const isRow = columns !== undefined && util.sizeFromShape(x.shape) === columns;
    const isWhole = reps.every((times) => Number.isSafeInteger(times) && times >= 1);
    if (!isRow || columns === 0 || !isWhole || reps.at(-1) !== 1) return undefined;
    if (reps.length !== x.shape.length || !areFloats(x)) return undefined;
    const rows = util.sizeFromShape(reps);
    return backend.makeFloats([...reps.slice(0, -1), columns], (out) => {
      backend.runner.call('copyRows', backend.addressOf(x), 0, out, columns * 4, rows, columns);
    });
  }),
];
