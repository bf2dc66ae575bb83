import { SHARDS } from '../shards.ts';

/**
 * Where each shard's part of a stretch of memory begins, in bytes from the stretch's own begin, and where the last
 * one's ends: `SHARDS` + 1 numbers.
 */
type Bounds = readonly number[];

/** What a call of a kernel does with a stretch of memory. */
export interface Access {
  /** Which of the call's numbers is the address. */
  readonly index: number;
  /** Bytes from the address on. */
  readonly bytes: number;
  readonly writes: boolean;
  /** The part that each shard keeps to; undefined where any shard may touch all of it. */
  readonly bounds: Bounds | undefined;
}

/** How far an access reaches, and which part of it each shard keeps to. */
export type Extent = Pick<Access, 'bytes' | 'bounds'>;
/** What a call does with memory, by its own numbers, those behind scratch memory. */
export type Describe = (numbers: readonly number[]) => Access[];

/** All of it, for every shard. */
export function whole(bytes: number): Extent {
  return { bytes, bounds: undefined };
}

/** Units of so many bytes, cut as kernels cut images and rows. */
export function units(count: number, bytes: number): Extent {
  return cut((shard) => Math.floor((count * shard) / SHARDS) * bytes);
}

/** Float32 numbers in whole vectors, cut as `shardStart` of assembly/elementwise.ts cuts them. */
export function vectors(count: number): Extent {
  const end = Math.ceil(count / 4) * 16;
  return cut((shard) => (shard === SHARDS ? end : (Math.floor((count * shard) / SHARDS) & ~3) * 4));
}

/** Whole vectors, cut as `adamStep` and `dropout` cut them. */
export function vectorsByCount(count: number): Extent {
  return units(Math.ceil(count / 4), 16);
}

/** As many bytes a shard, whatever the batch: sums of which every shard has its own. */
export function slices(bytes: number): Extent {
  return cut((shard) => shard * bytes);
}

function cut(boundOf: (shard: number) => number): Extent {
  const bounds = Array.from({ length: SHARDS + 1 }, (_, shard) => boundOf(shard));
  return { bytes: bounds[SHARDS]!, bounds };
}

export const reads = (index: number, extent: Extent): Access => ({
  index,
  ...extent,
  writes: false,
});
export const writes = (index: number, extent: Extent): Access => ({
  index,
  ...extent,
  writes: true,
});

/** A bias, a scale and their like, which are 0 where there is none. */
export function readsRow(numbers: readonly number[], index: number, bytes: number): Access[] {
  return numbers[index] === 0 ? [] : [reads(index, whole(bytes))];
}

export const padToVectors = (count: number): number => Math.ceil(count / 4) * 4;
