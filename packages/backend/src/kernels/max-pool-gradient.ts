import type { backend_util } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import type { KernelRunner } from '../kernel-runner.ts';
import type { Block } from '../memory.ts';
import type { Lazy } from '../tensor-data.ts';

/** The numbers that describe pooling to the kernels, in the order of their arguments. */
export function poolNumbers(info: backend_util.Conv2DInfo): number[] {
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels],
    ...[info.effectiveFilterHeight, info.effectiveFilterWidth],
    ...[info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth],
    ...[info.padInfo.top, info.padInfo.left, info.outHeight, info.outWidth],
  ];
}

/** Whether windows of 2×2 cover an image without overlapping or reaching into padding, whole vectors of channels. */
export function isTwoByTwo(info: backend_util.Conv2DInfo): boolean {
  const steps = [info.strideHeight, info.strideWidth];
  const isTwo = [info.effectiveFilterHeight, info.effectiveFilterWidth, ...steps].every(
    (size) => size === 2,
  );
  const covers = info.inHeight === 2 * info.outHeight && info.inWidth === 2 * info.outWidth;
  return isTwo && covers && info.inChannels % 4 === 0;
}

/** The gradient of max pooling that waits for the gradient of a ReLU before it, which then makes one pass of the two. */
export class MaxPoolGradient implements Lazy {
  private readonly runner: KernelRunner;
  private readonly info: backend_util.Conv2DInfo;
  private readonly dy: Block;
  private readonly input: Block;

  constructor(runner: KernelRunner, info: backend_util.Conv2DInfo, dy: Block, input: Block) {
    this.runner = runner;
    this.info = info;
    this.dy = dy.retain();
    this.input = input.retain();
  }

  compute(): Block {
    return this.runner.heap.fill(util.sizeFromShape(this.info.inShape) * 4, (dx) => {
      const addresses = [this.dy.address, this.input.address, dx] as const;
      this.runner.run('maxPoolGradient', 0, ...addresses, ...poolNumbers(this.info));
    });
  }

  /** Whether one pass computes this and the gradient of the ReLU whose output is `y`. */
  joinsRelu(y: Block): boolean {
    return y === this.input && isTwoByTwo(this.info);
  }

  /** That pass: fills `dz`, and each shard's sums of it over all pixels, `[channels]`, one shard after another. */
  computeWithRelu(dz: number, sums: number): void {
    const { batchSize, outHeight, outWidth, inChannels } = this.info;
    const addresses = [this.dy.address, this.input.address, dz, sums] as const;
    const sizes = [batchSize, outHeight, outWidth, inChannels] as const;
    this.runner.run('maxPoolReluGradientSums', 0, ...addresses, ...sizes);
  }

  release(): void {
    this.dy.release();
    this.input.release();
  }
}
