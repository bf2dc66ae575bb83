import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FreeSpace } from '../src/free-space.ts';

describe('FreeSpace', () => {
  it('gives a block of the same size back as it was', () => {
    const free = new FreeSpace();
    free.give(100, 50);
    expect(free.takeBlock(40)).toBeUndefined();
    expect(free.takeBlock(50)).toBe(100);
    expect(free.takeBlock(50)).toBeUndefined();
  });

  it('joins neighbours in whatever order they were given, and cuts them anew', () => {
    const blocks = fc.uniqueArray(fc.nat(20), { minLength: 1 });
    fc.assert(
      fc.property(blocks, (places) => {
        const free = new FreeSpace();
        for (const place of places) free.give(place * 64, 64);
        const isFree = new Set(places);
        let longest = 0;
        for (let place = 0, run = 0; place <= 20; place++) {
          run = isFree.has(place) ? run + 1 : 0;
          longest = Math.max(longest, run);
        }
        expect(free.cut(longest * 64 + 1)).toBeUndefined();
        const address = free.cut(longest * 64)!;
        for (let i = 0; i < longest; i++) expect(isFree.has(address / 64 + i)).toBe(true);
      }),
    );
  });

  it('never hands out the same byte twice', () => {
    const free = new FreeSpace();
    free.give(0, 1000);
    const taken = [300, 200, 400].map((bytes) => ({ address: free.cut(bytes)!, bytes }));
    expect(taken.map(({ address }) => address)).toEqual([0, 300, 500]);
    expect(free.cut(101)).toBeUndefined();
    expect(free.cut(100)).toBe(900);
    free.give(300, 200);
    expect(free.cut(201)).toBeUndefined();
    expect(free.cut(50)).toBe(300);
  });
});
