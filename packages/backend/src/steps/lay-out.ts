/** A piece of memory that is needed for a while. */
export interface Need {
  readonly bytes: number;
  /** The first and the last moment at which it is needed. */
  readonly first: number;
  readonly last: number;
}

/** Places are multiples of this, the size of a cache line. */
const ALIGNMENT = 64;
/** Free bytes behind each piece: a kernel may read a vector that begins in a piece and ends behind it. */
const SPARE_BYTES = 16;

/**
 * Places pieces of memory so that no two that are needed at the same moment overlap, each at the lowest place that
 * is free for as long as it is needed.
 *
 * @returns The place of each piece, and the bytes that all of them take.
 */
export function layOut(needs: readonly Need[]): { places: number[]; bytes: number } {
  const placed: { from: number; to: number; need: Need }[] = [];
  let bytes = 0;
  const places = needs.map((need) => {
    const size = Math.ceil((need.bytes + SPARE_BYTES) / ALIGNMENT) * ALIGNMENT;
    const others = placed
      .filter(({ need: other }) => other.first <= need.last && need.first <= other.last)
      .sort((a, b) => a.from - b.from);
    let from = 0;
    for (const other of others) {
      if (from + size <= other.from) break;
      from = Math.max(from, other.to);
    }
    placed.push({ from, to: from + size, need });
    bytes = Math.max(bytes, from + size);
    return from;
  });
  return { places, bytes };
}
