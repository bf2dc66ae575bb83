export { encodePng } from './png.ts';
export type { Pixels } from './png.ts';
export { PNG_SCALE, renderChart, renderChartSvg } from './chart.ts';
export type { RenderedChart } from './chart.ts';
export { replaceUndrawn } from './font.ts';
