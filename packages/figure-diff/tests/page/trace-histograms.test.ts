import { describe, expect, it } from 'vitest';
import { traceHistograms } from '../../src/page/trace-histograms.ts';

const histogram = (binEdges: number[], densities: number[]) => ({
  binEdges,
  densities,
  zerosApart: true,
  zeroCount: 0,
  counts: densities.map(() => 1),
});

describe('traceHistograms', () => {
  it('traces both sides over one scale, whatever their bins', () => {
    const base = histogram([0, 1, 2], [0.5, 0.25]);
    const head = histogram([0, 4], [0.125]);
    expect(traceHistograms({ base, head })).toEqual({
      maximum: 4,
      paths: {
        base: 'M0 60V0H75V30H150V60Z',
        head: 'M0 60V45H300V60Z',
      },
    });
  });

  it('traces one side where the other has none', () => {
    const { paths } = traceHistograms({ base: null, head: histogram([0, 1], [1]) });
    expect(paths).toEqual({ base: '', head: 'M0 60V0H300V60Z' });
  });

  it('stays on the axis where everything is zero', () => {
    const { paths } = traceHistograms({ base: histogram([0, 0], [0]), head: null });
    expect(paths.base).toBe('M0 60V60H0V60Z');
  });
});
