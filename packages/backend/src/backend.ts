import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { backend_util, DataId, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import { KernelRunner, type RunnerOptions } from './kernel-runner.ts';
import type { Block } from './memory.ts';
import { assertNotReadWhileRecording, type Lazy, TensorData } from './tensor-data.ts';

/**
 * A TF.js backend whose kernels are WebAssembly and whose float32 tensors live in WebAssembly memory.
 *
 * It extends TF.js's CPU backend so that any kernel without a version of ours can be the CPU's: such a
 * kernel finds a tensor's numbers through `data.get(dataId).values`, here a view of WebAssembly memory,
 * and what it makes stays an ordinary array until one of our kernels wants it.
 */
export class LayerprintBackend extends MathBackendCPU {
  readonly runner: KernelRunner;

  /** @param module The compiled kernels, `dist/kernels.wasm`. */
  constructor(module: WebAssembly.Module, options?: RunnerOptions) {
    super();
    this.runner = new KernelRunner(module, options);
  }

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(
    dataId: DataId,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    const data = new TensorData(this.runner, util.sizeFromShape(shape), dtype, refCount);
    data.values = values;
    this.data.set(dataId, data);
  }

  override readSync(dataId: DataId): backend_util.BackendValues {
    assertNotReadWhileRecording(this.runner);
    const data = this.dataOf(dataId);
    if (data.dtype === 'complex64' || !data.isResident) return super.readSync(dataId);
    return (data.values as Float32Array).slice();
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const data = this.data.has(dataId) ? this.dataOf(dataId) : undefined;
    const gone = super.disposeData(dataId, force);
    if (gone) data?.free();
    return gone;
  }

  override memory(): { unreliable: boolean; reasons: string[]; peakBytes: number } {
    return { unreliable: false, reasons: [], peakBytes: this.runner.heap.peakBytes };
  }

  override dispose(): void {
    super.dispose();
    this.runner.dispose();
  }

  /** The block that holds a float32 tensor, which is computed or copied there first if need be. */
  blockOf(tensor: TensorInfo): Block {
    return this.dataOf(tensor.dataId).makeResident();
  }

  /** The address of a float32 tensor, see {@link blockOf}. */
  addressOf(tensor: TensorInfo): number {
    return this.blockOf(tensor).address;
  }

  /** Whether nobody else sees a float32 tensor's numbers, so that a kernel may write new ones in their place. */
  isExclusive(tensor: TensorInfo): boolean {
    const data = this.dataOf(tensor.dataId);
    return data.refCount === 1 && data.makeResident().isExclusive;
  }

  /** What will compute a tensor when it is needed, if nothing has yet. */
  lazyOf(tensor: TensorInfo): Lazy | undefined {
    return this.dataOf(tensor.dataId).lazy;
  }

  /** A float32 tensor that `compute` fills at once, given its address. */
  makeFloats(shape: number[], compute: (address: number) => void): TensorInfo {
    const block = this.runner.heap.fill(util.sizeFromShape(shape) * 4, compute);
    return this.makeFromBlock(shape, block);
  }

  /** A tensor of truths that `compute` fills at once with 0 and 1, as floats, given its address. */
  makeTruths(shape: number[], compute: (address: number) => void): TensorInfo {
    const block = this.runner.heap.fill(util.sizeFromShape(shape) * 4, compute);
    return this.makeFromBlock(shape, block, 'bool');
  }

  /** A tensor that takes over a block. */
  makeFromBlock(shape: number[], block: Block, dtype: 'float32' | 'bool' = 'float32'): TensorInfo {
    return this.store(shape, dtype, (data) => {
      data.block = block;
    });
  }

  /** A float32 tensor that is computed when it is first needed. */
  makeLazy(shape: number[], lazy: Lazy): TensorInfo {
    return this.store(shape, 'float32', (data) => {
      data.lazy = lazy;
    });
  }

  private store(
    shape: number[],
    dtype: 'float32' | 'bool',
    fill: (data: TensorData) => void,
  ): TensorInfo {
    const dataId = {};
    const data = new TensorData(this.runner, util.sizeFromShape(shape), dtype, 1);
    fill(data);
    this.data.set(dataId, data);
    return { dataId, shape, dtype };
  }

  dataOf(dataId: DataId): TensorData {
    return this.data.get(dataId) as TensorData;
  }
}
