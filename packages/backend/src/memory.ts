const PAGE_BYTES = 65536;
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
 * Hands out blocks of a WebAssembly memory: from a list of free blocks of the same size class, or from
 * the untouched end, growing the memory when it is used up.
 */
export class Heap {
  readonly memory: WebAssembly.Memory;
  private readonly limit: number;
  private readonly free = new Map<number, number[]>();
  private top: number;
  private inUse = 0;
  private peak = 0;

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

  /** @throws {OutOfMemoryError} When neither a free block nor the rest of the memory is large enough. */
  allocate(bytes: number): Block {
    const size = roundToSizeClass(bytes);
    const address = this.free.get(size)?.pop() ?? this.extend(size);
    this.inUse += size;
    this.peak = Math.max(this.peak, this.inUse);
    return new Block(address, size, this.takeBack);
  }

  /** A view of `length` numbers at an address. It is valid until the next {@link allocate}. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  private readonly takeBack = (block: Block): void => {
    this.inUse -= block.bytes;
    const list = this.free.get(block.bytes);
    if (list === undefined) this.free.set(block.bytes, [block.address]);
    else list.push(block.address);
  };

  private extend(size: number): number {
    const address = this.top;
    const end = address + size;
    if (end > this.limit) throw new OutOfMemoryError(size, this.inUse, this.limit);
    const missing = end + SPARE_BYTES - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE_BYTES));
      } catch {
        throw new OutOfMemoryError(size, this.inUse, this.memory.buffer.byteLength);
      }
    }
    this.top = end;
    return address;
  }
}
