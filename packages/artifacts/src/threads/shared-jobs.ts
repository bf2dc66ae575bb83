import { DefaultDeserializer, DefaultSerializer } from 'node:v8';

/** Jobs in memory that threads share, one behind the other: written once, whatever the number of threads. */
export interface SharedJobs {
  /** All but the numbers of typed arrays. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Where each job ends in `bytes`. */
  readonly ends: readonly number[];
  /** What the typed arrays of all jobs hold; a thread sees them where they are. */
  readonly numbers: SharedArrayBuffer;
  /** One number: which job is next. */
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** @param jobs Data that `structuredClone` copies; typed arrays of the kinds below, or bytes. */
export function shareJobs(jobs: readonly unknown[]): SharedJobs {
  const placed: PlacedArrays = { arrays: [], size: 0 };
  const parts = jobs.map((job) => {
    const writer = new JobWriter(placed);
    writer.writeHeader();
    writer.writeValue(job);
    return writer.releaseBuffer();
  });
  let length = 0;
  const ends = parts.map((part) => (length += part.length));
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  parts.forEach((part, i) => bytes.set(part, ends[i]! - part.length));
  const numbers = new SharedArrayBuffer(placed.size);
  for (const { array, at } of placed.arrays) {
    const { buffer, byteOffset, byteLength } = array;
    new Uint8Array(numbers).set(new Uint8Array(buffer, byteOffset, byteLength), at);
  }
  return { bytes, ends, numbers, next: new Int32Array(new SharedArrayBuffer(4)) };
}

/**
 * Takes the next job, which no other thread gets then.
 *
 * @returns Undefined when none is left. Its typed arrays lie in memory that is shared: they are not to be changed.
 */
export function takeJob({
  bytes,
  ends,
  numbers,
  next,
}: SharedJobs): { readonly index: number; readonly job: unknown } | undefined {
  const index = Atomics.add(next, 0, 1);
  if (index >= ends.length) return undefined;
  const reader = new JobReader(bytes.slice(ends[index - 1] ?? 0, ends[index]), numbers);
  reader.readHeader();
  return { index, job: reader.readValue() };
}

/** Leaves no job that is not taken yet. */
export function dropJobs({ ends, next }: SharedJobs): void {
  Atomics.store(next, 0, ends.length);
}

/** Typed arrays, and where each is to lie in memory that is shared. */
interface PlacedArrays {
  readonly arrays: { readonly array: ArrayBufferView; readonly at: number }[];
  size: number;
}

const KINDS = [Uint8Array, Uint8ClampedArray, Uint32Array, Int32Array, Float32Array, Float64Array];

/** No number is larger, and so none lies across such a border. */
const ALIGNMENT = 8;

/** Writes a job, but of its typed arrays only the kinds and places. */
class JobWriter extends DefaultSerializer {
  readonly #placed: PlacedArrays;

  constructor(placed: PlacedArrays) {
    super();
    this.#placed = placed;
  }

  /** Node calls it with each typed array. */
  _writeHostObject(array: ArrayBufferView): void {
    const kind = KINDS.findIndex((known) => array instanceof known);
    if (kind === -1) throw new TypeError('Jobs hold no arrays of this kind.');
    const at = this.#placed.size;
    this.#placed.arrays.push({ array, at });
    this.#placed.size += Math.ceil(array.byteLength / ALIGNMENT) * ALIGNMENT;
    this.writeUint32(kind);
    this.writeDouble(at);
    this.writeDouble(array.byteLength / KINDS[kind]!.BYTES_PER_ELEMENT);
  }
}

/** Reads what `JobWriter` wrote. */
class JobReader extends DefaultDeserializer {
  readonly #numbers: SharedArrayBuffer;

  constructor(bytes: Uint8Array, numbers: SharedArrayBuffer) {
    super(bytes);
    this.#numbers = numbers;
  }

  /** Node calls it where `_writeHostObject` wrote. */
  _readHostObject(): ArrayBufferView {
    const kind = KINDS[this.readUint32()]! as new (
      buffer: SharedArrayBuffer,
      at: number,
      length: number,
    ) => ArrayBufferView;
    const at = this.readDouble();
    return new kind(this.#numbers, at, this.readDouble());
  }
}
