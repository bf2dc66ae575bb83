import { FreeSpace } from './free-space.ts';

/** What WebAssembly memory grows by. */
export const PAGE_BYTES = 65536;
const SMALLEST_BYTES = 64;
/** A kernel may read, never write, a vector that begins in a tensor and ends behind it. */
const SPARE_BYTES = 16;

/** The backend's memory is used up; the message says how much was asked for and how much is in use. */
export class OutOfMemoryError extends Error {
  readonly code = 'out-of-memory';

  constructor(requested: number, used: number, limit: number) {
    super(
      `A tensor needs ${requested} bytes, but ${used} of the ${limit} bytes that the layerprint backend may use are taken. ` +
        'Dispose of tensors that are no longer needed (tf.tidy), or use smaller batches.',
    );
    this.name = 'OutOfMemoryError';
  }
}

/** A piece of WebAssembly memory that is given back when its last owner releases it. */
export class Block {
  readonly address: number;
  readonly bytes: number;
  private owners = 1;
  private readonly release_: (block: Block) => void;

  constructor(address: number, bytes: number, release: (block: Block) => void) {
    this.address = address;
    this.bytes = bytes;
    this.release_ = release;
  }

  /** Whether it has but one owner, so that writing to it changes nothing for anyone else. */
  get isExclusive(): boolean {
    return this.owners === 1;
  }

  retain(): this {
    this.owners += 1;
    return this;
  }

  release(): void {
    this.owners -= 1;
    if (this.owners === 0) this.release_(this);
  }
}

/**
 * Rounds up to one of four sizes an octave, so that what a training step frees fits the next one
 * exactly, and at most a fifth of a block is unused.
 */
export function roundToSizeClass(bytes: number): number {
  if (bytes <= SMALLEST_BYTES) return SMALLEST_BYTES;
  const step = Math.max(SMALLEST_BYTES, 2 ** (29 - Math.clz32(bytes - 1)));
  return Math.ceil(bytes / step) * step;
}

/**
 * Hands out blocks of a WebAssembly memory: one of the same size class that was given back, or from the
 * untouched end, growing the memory when it is used up, or out of what else is free.
 */
export class Heap {
  readonly memory: WebAssembly.Memory;
  /** Told of every block that is handed out. */
  onAllocate: ((block: Block) => void) | undefined;
  private readonly limit: number;
  private readonly free = new FreeSpace();
  private top: number;
  private inUse = 0;
  private peak = 0;
  /** Whether the memory has once refused to grow. */
  private isFull = false;

  /**
   * @param base The first byte that the kernels' own constants do not use.
   * @param limit Bytes to hand out at most, if less than the memory's own maximum.
   */
  constructor(memory: WebAssembly.Memory, base: number, limit = Infinity) {
    this.memory = memory;
    this.limit = limit;
    this.top = Math.ceil(base / SMALLEST_BYTES) * SMALLEST_BYTES;
  }

  /** Bytes in blocks that someone owns. */
  get usedBytes(): number {
    return this.inUse;
  }

  /** The most that {@link usedBytes} has been. */
  get peakBytes(): number {
    return this.peak;
  }

  /** @throws {OutOfMemoryError} When no stretch of free memory is long enough. */
  allocate(bytes: number): Block {
    const size = roundToSizeClass(bytes);
    const address = this.free.takeBlock(size) ?? this.extend(size) ?? this.free.cut(size);
    if (address === undefined) throw new OutOfMemoryError(size, this.inUse, this.capacity);
    this.inUse += size;
    this.peak = Math.max(this.peak, this.inUse);
    const block = new Block(address, size, this.takeBack);
    this.onAllocate?.(block);
    return block;
  }

  /** Allocates a block and fills it; gives it back where `compute` throws. */
  fill(bytes: number, compute: (address: number) => void): Block {
    const block = this.allocate(bytes);
    try {
      compute(block.address);
    } catch (error) {
      block.release();
      throw error;
    }
    return block;
  }

  /** A view of `length` numbers at an address. It is valid until the next {@link allocate}. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  private readonly takeBack = (block: Block): void => {
    this.inUse -= block.bytes;
    this.free.give(block.address, block.bytes);
  };

  /** Bytes that can be handed out at most, as far as is known. */
  private get capacity(): number {
    return this.isFull ? this.memory.buffer.byteLength : this.limit;
  }

  /** Takes a block from the untouched end; undefined where that would pass the limit, or the machine's memory. */
  private extend(size: number): number | undefined {
    const address = this.top;
    const end = address + size;
    if (end > this.limit) return undefined;
    const missing = end + SPARE_BYTES - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE_BYTES));
      } catch {
        this.isFull = true;
        return undefined;
      }
    }
    this.top = end;
    return address;
  }
}
