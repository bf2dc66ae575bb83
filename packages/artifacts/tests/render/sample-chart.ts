import type { TopLevelSpec } from 'vega-lite';

/** A chart with text, a clip path, curves and half-transparent colours. */
export const SAMPLE_CHART: TopLevelSpec = {
  name: 'sample',
  title: 'Share of values − in bins',
  background: '#ffffff',
  width: 200,
  height: 100,
  data: { values: [-2, 1, 3, 2, 5].map((value, x) => ({ x, value, half: x % 2 === 0 })) },
  mark: { type: 'area', interpolate: 'monotone', opacity: 0.5, clip: true },
  encoding: {
    x: { field: 'x', type: 'quantitative' },
    y: { field: 'value', type: 'quantitative' },
  },
};
