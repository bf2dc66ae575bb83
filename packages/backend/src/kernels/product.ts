import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import type { Block } from '../memory.ts';
import type { Lazy } from '../tensor-data.ts';

/** Computes a convolution or a matrix product into `out`, with a bias (0 for none) and ReLU. */
export type ComputeProduct = (out: number, bias: number, relu: boolean) => void;

/** A product that waits: TF.js adds the bias and applies ReLU by kernels of their own, which often follow. */
export class LazyProduct implements Lazy {
  /** Length of the bias that may be added: the tensor's last dimension. */
  readonly columns: number;
  /** ReLU of this product, once that was computed. */
  private activated: Block | undefined;
  private readonly backend: LayerprintBackend;
  private readonly bytes: number;
  private readonly operands: Block[];
  private readonly bias: Block | undefined;
  private readonly product: ComputeProduct;

  /** @param operands What `product` reads; retained until the product is released. */
  constructor(
    backend: LayerprintBackend,
    shape: number[],
    operands: Block[],
    product: ComputeProduct,
    bias?: Block,
  ) {
    this.backend = backend;
    this.columns = shape.at(-1)!;
    this.bytes = shape.reduce((size, length) => size * length, 4);
    this.operands = operands.map((block) => block.retain());
    this.product = product;
    this.bias = bias?.retain();
  }

  compute(): Block {
    return this.computeInto(false);
  }

  /**
   * The same product with a bias, if none was added yet and its length fits.
   *
   * @param shape Of the tensor that waits, which may be a reshaped one: its rows have to be the product's.
   */
  withBias(shape: number[], bias: TensorInfo): LazyProduct | undefined {
    const isRow = bias.shape.length === 1 && bias.shape[0] === this.columns;
    if (this.bias !== undefined || !isRow || shape.at(-1) !== this.columns) return undefined;
    const block = this.backend.blockOf(bias);
    return new LazyProduct(this.backend, shape, this.operands, this.product, block);
  }

  /** Computes ReLU of the product; the caller owns the block. */
  computeRelu(): Block {
    this.activated ??= this.computeInto(true);
    return this.activated.retain();
  }

  /** A block whose sign is the product's, for ReLU's gradient: ReLU of it, if computed. */
  get signs(): Block | undefined {
    return this.activated;
  }

  release(): void {
    for (const block of this.operands) block.release();
    this.bias?.release();
    this.activated?.release();
  }

  private computeInto(relu: boolean): Block {
    return this.backend.runner.heap.fill(this.bytes, (out) => {
      this.product(out, this.bias?.address ?? 0, relu);
    });
  }
}

/** The product that a tensor waits for, if it waits for one. */
export function lazyProductOf(
  backend: LayerprintBackend,
  tensor: TensorInfo,
): LazyProduct | undefined {
  const lazy = backend.lazyOf(tensor);
  return lazy instanceof LazyProduct ? lazy : undefined;
}
