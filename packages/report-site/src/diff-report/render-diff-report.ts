import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readFileOrExplain, writeFileAtomically } from '@layerprint/core/files';
import { renderChartSvg } from '@layerprint/core/render';
import type { AstroInlineConfig } from 'astro';
import { listAllCharts } from './charts/overlay-charts.ts';
import { FOLDER_VARIABLE, openDiff } from './open-diff.ts';
import { sealPage } from './seal-page.ts';

/**
 * Renders the pages of a comparison beside its data: `index.html`, which holds its styles, fonts and
 * script and works from a file, and the charts that it shows.
 *
 *     diff.json ──► charts/*.svg ──┐
 *     diff.json, pictures/ ────────┴──► index.html
 *
 * @param folder Holds `diff.json` and the pictures that it names; nothing else is read.
 * @throws {LayerprintError} `file-not-found` or `invalid-json`, naming diff.json; `chart-not-drawn`.
 */
export async function renderDiffReport(folder: string): Promise<void> {
  for (const { path, spec } of listAllCharts(await openDiff(folder))) {
    await writeFileAtomically(join(folder, path), await renderChartSvg(spec));
  }

  // Read where the page is rendered, in this process. Astro looks at the first on import.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env[FOLDER_VARIABLE] = resolve(folder);
  const { build } = await import('astro');
  // Astro empties the folder that it builds into.
  const outDir = await mkdtemp(join(resolve(folder), '.page-'));
  try {
    await build({ ...CONFIG, outDir });
    const html = await readFileOrExplain(join(outDir, PAGE));
    await writeFileAtomically(join(folder, PAGE), sealPage(html.toString('utf8')));
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

const PAGE = 'index.html';

/** One page that needs nothing but the pictures beside it: a file may not load modules or fonts. */
const CONFIG: AstroInlineConfig = {
  configFile: false,
  root: join(import.meta.dirname, '../..'),
  srcDir: import.meta.dirname,
  publicDir: join(import.meta.dirname, 'public'),
  logLevel: 'warn',
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'always' },
  vite: { build: { assetsInlineLimit: Number.MAX_SAFE_INTEGER } },
};
