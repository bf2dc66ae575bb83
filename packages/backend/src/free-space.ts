/** A stretch of memory that nobody owns. */
interface Gap {
  address: number;
  bytes: number;
}

/**
 * The bytes that were given back, first of all as blocks of the size they had, which a training step asks
 * for again and again. Only when no block of a size is left are neighbours joined and cut anew.
 */
export class FreeSpace {
  private readonly blocks = new Map<number, number[]>();
  private gaps: Gap[] = [];

  /** Takes a block of exactly this size, if one was given back; gives its address. */
  takeBlock(bytes: number): number | undefined {
    return this.blocks.get(bytes)?.pop();
  }

  give(address: number, bytes: number): void {
    const list = this.blocks.get(bytes);
    if (list === undefined) this.blocks.set(bytes, [address]);
    else list.push(address);
  }

  /** Cuts so many bytes out of the first stretch that holds them, after joining neighbours if need be. */
  cut(bytes: number): number | undefined {
    return this.cutGap(bytes) ?? (this.join() ? this.cutGap(bytes) : undefined);
  }

  private cutGap(bytes: number): number | undefined {
    const gap = this.gaps.find((candidate) => candidate.bytes >= bytes);
    if (gap === undefined) return undefined;
    const { address } = gap;
    gap.address += bytes;
    gap.bytes -= bytes;
    return address;
  }

  /** Joins all that is free into the longest stretches; false where no block was there to join. */
  private join(): boolean {
    const blocks = [...this.blocks].flatMap(([bytes, list]) =>
      list.map((address) => ({ address, bytes })),
    );
    if (blocks.length === 0) return false;
    this.blocks.clear();
    const joined: Gap[] = [];
    for (const gap of [...this.gaps, ...blocks].sort((a, b) => a.address - b.address)) {
      const last = joined.at(-1);
      if (last !== undefined && last.address + last.bytes === gap.address) last.bytes += gap.bytes;
      else if (gap.bytes > 0) joined.push({ ...gap });
    }
    this.gaps = joined;
    return true;
  }
}
