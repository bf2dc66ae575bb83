import type { BatchMatMulAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { _FusedMatMul, BatchMatMul, util } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { padToVectors } from './convolution-shape.ts';
import {
  activate,
  type FusedActivation,
  type FusedTensors,
  isActivation,
} from './fused-activation.ts';
import { areFloats, defineKernel, type Tensors } from './kernel.ts';
import { type ComputeProduct, LazyProduct } from './product.ts';

/** Rows that the kernel keeps in scratch memory, of the product and of the columns of a transposed matrix. */
const SCRATCH_ROWS = 64;
/** Of how many rows at most a transposed matrix is packed there. */
const PACKED_ROWS = 256;

/** Products of matrices, one or a batch of equal size; broadcasting over batches is left to TF.js. */
export const matmulKernels = [
  defineKernel<Tensors<'a' | 'b'>, BatchMatMulAttrs>(BatchMatMul, ({ inputs, attrs, backend }) => {
    const matrices = describeMatrices(inputs.a, inputs.b, attrs);
    if (matrices === undefined) return undefined;
    const operands = [backend.blockOf(inputs.a), backend.blockOf(inputs.b)] as const;
    const product = multiply(backend, matrices, operands[0].address, operands[1].address);
    const lazy = new LazyProduct(backend, matrices.shape, [...operands], product);
    return backend.makeLazy(matrices.shape, lazy);
  }),

  defineKernel<Tensors<'a' | 'b'> & FusedTensors, BatchMatMulAttrs & FusedActivation>(
    _FusedMatMul,
    ({ inputs, attrs, backend }) => {
      const { a, b, bias } = inputs;
      const matrices = describeMatrices(a, b, attrs);
      const isRow = bias == null || bias.shape.join() === String(matrices?.columns);
      const isKnown = isRow && isActivation(attrs, inputs);
      if (matrices === undefined || !isKnown || !areFloats(bias)) return undefined;
      const relu = attrs.activation === 'relu';
      const y = backend.makeFloats(matrices.shape, (out) => {
        const product = multiply(backend, matrices, backend.addressOf(a), backend.addressOf(b));
        const at = bias == null ? 0 : backend.addressOf(bias);
        product(out, at, relu);
      });
      return relu ? y : activate(backend, y, attrs, inputs);
    },
  ),
];

interface Matrices {
  shape: number[];
  batch: number;
  rows: number;
  inner: number;
  columns: number;
  transposeA: boolean;
  transposeB: boolean;
}

/** Describes a product of matrices that fit each other; undefined for every other, which TF.js broadcasts or refuses. */
function describeMatrices(
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: BatchMatMulAttrs,
): Matrices | undefined {
  const outer = a.shape.slice(0, -2);
  const areMatrices = a.shape.length >= 2 && b.shape.length === a.shape.length;
  if (!areMatrices || !util.arraysEqual(outer, b.shape.slice(0, -2))) return undefined;
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  if (b.shape.at(transposeB ? -1 : -2) !== inner || !areFloats(a, b)) return undefined;
  const batch = util.sizeFromShape(outer);
  return { shape: [...outer, rows, columns], batch, rows, inner, columns, transposeA, transposeB };
}

function multiply(
  { runner }: LayerprintBackend,
  { batch, rows, inner, columns, transposeA, transposeB }: Matrices,
  a: number,
  b: number,
): ComputeProduct {
  const aRow = transposeA ? 4 : inner * 4;
  const aStep = transposeA ? rows * 4 : 4;
  const stride = padToVectors(columns) * 4;
  const columnBytes = transposeA && inner <= PACKED_ROWS ? inner * 4 : 0;
  const scratch = SCRATCH_ROWS * (stride + columnBytes);
  return (out, bias, relu) => {
    for (let index = 0; index < batch; index++) {
      const left = a + index * rows * inner * 4;
      const right = b + index * inner * columns * 4;
      const to = out + index * rows * columns * 4;
      const run = (packed: number): void => {
        const sizes = [rows, inner, columns] as const;
        const at = [left, aRow, aStep, packed, bias, to] as const;
        runner.run('multiplyMatrices', scratch, ...at, ...sizes, Number(relu));
      };
      if (!transposeB && columns % 4 === 0) {
        run(right);
        continue;
      }
      runner.borrow(inner * stride, (packed) => {
        if (transposeB) runner.call('transposeRows', right, packed, stride, columns, inner);
        else runner.call('padRows', right, packed, stride, inner, columns);
        run(packed);
      });
    }
  };
}
