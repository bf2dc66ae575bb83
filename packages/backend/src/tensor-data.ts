import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelRunner } from './kernel-runner.ts';
import type { Block } from './memory.ts';
import { NotRecordableError, type Recording } from './steps/recording.ts';

/** A computation that waits, in case the next kernel can be done together with it. */
export interface Lazy {
  /** Computes the tensor's numbers into a block that the caller owns. */
  compute(): Block;
  /** Lets go of the blocks that the computation reads. */
  release(): void;
}

/**
 * The numbers of one tensor: an array of JavaScript's, a block of WebAssembly memory, or a computation
 * that has not been done. Those of another type than float32 are both, once a kernel of ours has read them
 * as floats: TF.js lets a cast share them, and whoever has them as integers goes on reading the array. The names `values`, `dtype`, `refCount` and `complexTensorInfos` are those that
 * TF.js's CPU kernels use.
 */
export class TensorData {
  readonly dtype: DataType;
  refCount: number;
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  block: Block | undefined;
  lazy: Lazy | undefined;
  private host: backend_util.BackendValues | undefined;
  private readonly size: number;
  private readonly runner: KernelRunner;
  /** The recording in which this tensor was made, if it was made in one. */
  private readonly madeIn: Recording | undefined;

  constructor(runner: KernelRunner, size: number, dtype: DataType, refCount: number) {
    this.runner = runner;
    this.size = size;
    this.dtype = dtype;
    this.refCount = refCount;
    this.madeIn = runner.recording;
    if (this.madeIn !== undefined) this.madeIn.living += 1;
  }

  /** Whether the numbers are, or will be, in WebAssembly memory and nowhere else. */
  get isResident(): boolean {
    return this.host === undefined && (this.block !== undefined || this.lazy !== undefined);
  }

  /** The numbers; for a resident tensor of floats a view that is valid until memory is next allocated. */
  get values(): backend_util.BackendValues {
    assertNotReadWhileRecording(this.runner);
    if (this.isResident) {
      const floats = this.runner.heap.floats(this.makeResident().address, this.size);
      if (this.dtype === 'float32') return floats;
      this.host = Uint8Array.from(floats);
    }
    return this.host!;
  }

  /** A view of WebAssembly memory is copied: what it shows may be freed while this tensor lives. */
  set values(values: backend_util.BackendValues) {
    // Our memory is shared memory, and its buffer another object each time it grows.
    const isView = ArrayBuffer.isView(values) && !(values.buffer instanceof ArrayBuffer);
    this.host = isView ? (values as Float32Array).slice() : values;
  }

  /** Brings the numbers to WebAssembly memory. The block stays this tensor's: retain it to keep it longer. */
  makeResident(): Block {
    const { recording } = this.runner;
    if (recording === undefined || recording === this.madeIn) return this.bringToMemory();
    const block = this.runner.outsideRecording(() => this.bringToMemory());
    recording.outside.set(this, block);
    return block;
  }

  private bringToMemory(): Block {
    if (this.block !== undefined) return this.block;
    if (this.lazy !== undefined) {
      this.block = this.lazy.compute();
      this.lazy.release();
      this.lazy = undefined;
      return this.block;
    }
    if (this.runner.recording !== undefined) {
      throw new NotRecordableError(
        'makes a tensor of numbers that JavaScript has',
        'They would stay what they are now: give them as inputs, or make the tensor before the step.',
      );
    }
    this.block = this.runner.heap.allocate(this.size * 4);
    this.runner.heap.floats(this.block.address, this.size).set(this.host as ArrayLike<number>);
    if (this.dtype === 'float32') this.host = undefined;
    return this.block;
  }

  free(): void {
    if (this.madeIn !== undefined) this.madeIn.living -= 1;
    if (this.runner.recording?.outside.has(this)) {
      this.runner.recording.abandon('a tensor that it was given is gone');
    }
    this.block?.release();
    this.lazy?.release();
    this.block = undefined;
    this.lazy = undefined;
    this.host = undefined;
  }
}

/** @throws {NotRecordableError} While a step is recorded. */
export function assertNotReadWhileRecording({ recording }: KernelRunner): void {
  if (recording === undefined) return;
  throw new NotRecordableError(
    "reads a tensor's numbers",
    'What depends on them would stay as it is now: return the tensor as an output, and read it after the step.',
  );
}
