import type { ChartSpec } from '@layerprint/core';
import { renderChartSvg, replaceUndrawn } from '@layerprint/artifacts/render';
import { serveJobs } from '@layerprint/artifacts/serve-jobs';

// A thread that draws charts. Their texts are of any report, so in any language; what the font does not draw is in the words of
// the page.
await serveJobs((spec: ChartSpec) => renderChartSvg(replaceUndrawn(spec)));
