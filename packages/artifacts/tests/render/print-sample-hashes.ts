import { hashSha256 } from '@layerprint/artifacts/files';
import { renderChart } from '@layerprint/artifacts/render';
import { SAMPLE_CHART } from './sample-chart.ts';

// A process of its own for chart.test.ts: prints the hashes of the sample chart's pictures.
const { svg, png } = await renderChart(SAMPLE_CHART);
process.stdout.write(`${hashSha256(svg)} ${hashSha256(png)}`);
