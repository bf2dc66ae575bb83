import { describe, expect, it } from 'vitest';
import { compareHashes } from '../../same-bits/compare-hashes.ts';

const kernels = { Relu: 'r', 'Conv2D of one pixel': 'c' };
const first = { place: 'here', hashes: { training: 't', kernels } };

describe('compareHashes', () => {
  it('calls a place the same when its weights and every kernel are', () => {
    const rows = compareHashes([first, { ...first, place: 'there' }]);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['same', 'same']);
  });

  it('names the kernels that gave other bits, or that one place has not', () => {
    const [, row] = compareHashes([
      first,
      { place: 'there', hashes: { training: 't', kernels: { Relu: 'other' } } },
    ]);
    expect(row).toMatchObject({
      verdict: 'different',
      differentKernels: ['Relu', 'Conv2D of one pixel'],
    });
  });

  it('calls a place different when only its trained weights are', () => {
    const [, row] = compareHashes([first, { place: 'there', hashes: { training: 'o', kernels } }]);
    expect(row).toMatchObject({ verdict: 'different', differentKernels: [] });
  });

  it('says why a place was skipped, and compares with the first that was not', () => {
    const rows = compareHashes([{ place: 'nowhere', hashes: { skipped: 'no emulator' } }, first]);
    expect(rows[0]).toEqual({ place: 'nowhere', verdict: 'skipped', skipped: 'no emulator' });
    expect(rows[1]!.verdict).toBe('same');
  });
});
