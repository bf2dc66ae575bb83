import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import type { Block } from '../memory.ts';
import type { Lazy } from '../tensor-data.ts';
import { type ConvolutionShape, outputShape } from './convolution-shape.ts';
import { convolve } from './convolve.ts';
import { hasShape } from './kernel.ts';

/** What a convolution reads, and whether ReLU follows. */
interface Inputs {
  readonly x: Block;
  readonly filter: Block;
  readonly bias: Block | undefined;
  readonly relu: boolean;
}

/** A convolution with its bias and ReLU that waits: max pooling often follows, and is then done on the way. */
export class WaitingConvolution implements Lazy {
  private readonly backend: LayerprintBackend;
  private readonly shape: ConvolutionShape;
  private readonly inputs: Inputs;
  private pooled = 0;

  constructor(backend: LayerprintBackend, shape: ConvolutionShape, inputs: Inputs) {
    this.backend = backend;
    this.shape = shape;
    this.inputs = inputs;
    for (const block of this.blocks) block.retain();
  }

  compute(): Block {
    const { runner } = this.backend;
    const { x, filter, bias, relu } = this.inputs;
    const { pooled } = this;
    const bytes = outputShape(this.shape).reduce((size, length) => size * length, 4);
    return runner.heap.fill(bytes, (y) => {
      const addresses = { x: x.address, filter: filter.address, bias: bias?.address ?? 0, y };
      convolve(runner, this.shape, { ...addresses, relu, pooled });
    });
  }

  /**
   * Computes a tensor that waits for this, and the largest values of its windows of 2×2, which cover it.
   *
   * @param pooled The address that the largest values go to.
   */
  computePooled(tensor: TensorInfo, pooled: number): void {
    this.pooled = pooled;
    try {
      this.backend.blockOf(tensor);
    } finally {
      this.pooled = 0;
    }
  }

  /** Whether a tensor that waits for this has its very shape, not a reshaped one. */
  hasShapeOf(tensor: TensorInfo): boolean {
    return hasShape(tensor, outputShape(this.shape));
  }

  release(): void {
    for (const block of this.blocks) block.release();
  }

  private get blocks(): Block[] {
    const { x, filter, bias } = this.inputs;
    return bias === undefined ? [x, filter] : [x, filter, bias];
  }
}
