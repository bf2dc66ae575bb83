import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heap, OutOfMemoryError, roundToSizeClass } from '../src/memory.ts';

const makeHeap = (limit?: number): Heap =>
  new Heap(new WebAssembly.Memory({ initial: 1, maximum: 100 }), 100, limit);

describe('roundToSizeClass', () => {
  it('rounds up to whole cache lines and wastes at most a quarter beyond the smallest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (bytes) => {
        const size = roundToSizeClass(bytes);
        expect(size).toBeGreaterThanOrEqual(bytes);
        expect(size % 64).toBe(0);
        expect(size).toBeLessThanOrEqual(Math.max(bytes + 63, bytes * 1.25));
        expect(roundToSizeClass(size)).toBe(size);
      }),
    );
  });
});

describe('Heap', () => {
  it('never gives two owners the same bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.nat(20)), { maxLength: 60 }),
        (requests) => {
          const heap = makeHeap();
          const live: ReturnType<Heap['allocate']>[] = [];
          for (const [bytes, index] of requests) {
            const block = heap.allocate(bytes);
            for (const other of live) {
              const apart =
                block.address + block.bytes <= other.address ||
                other.address + other.bytes <= block.address;
              expect(apart).toBe(true);
            }
            live.push(block);
            if (index < live.length) live.splice(index, 1)[0]!.release();
          }
          const owned = live.reduce((sum, block) => sum + block.bytes, 0);
          expect(heap.usedBytes).toBe(owned);
        },
      ),
    );
  });

  it('gives a block back only when its last owner releases it', () => {
    const heap = makeHeap();
    const block = heap.allocate(1000).retain();
    block.release();
    expect(heap.usedBytes).toBe(block.bytes);
    block.release();
    expect(heap.usedBytes).toBe(0);
    expect(heap.allocate(1000).address).toBe(block.address);
  });

  it('says how much was asked for and how much is taken when memory runs out', () => {
    const heap = makeHeap(10_000);
    heap.allocate(6000);
    expect(() => heap.allocate(6000)).toThrow(OutOfMemoryError);
    expect(() => heap.allocate(6000)).toThrow(/needs 6144 bytes, but 6144 of the 10000 bytes/);
    expect(() => makeHeap().allocate(10 * 2 ** 20)).toThrow(OutOfMemoryError);
  });
});
