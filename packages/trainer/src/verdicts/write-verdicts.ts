import { join } from 'node:path';
import { CHART_THEMES, formatCsv } from '@layerprint/core';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import type { NamedModel } from '@layerprint/core/schemas/experiment';
import { StudyVerdictsSchema, type StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { VegaLiteSpecSchema } from '@layerprint/core/schemas/vega-lite-spec';
import {
  specifySizeCurve,
  tabulateChecks,
  tabulateLikeness,
  tabulateRuns,
  tabulateSizes,
} from '@layerprint/core/verdicts';
import { replaceFolder, writeUnseenFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { renderChart } from '@layerprint/artifacts/render';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import type { Layout } from '../layout.ts';

/** What a study comes to, with everything behind it. */
const VERDICTS_FILE = 'study.json';

/**
 * Writes what a study comes to: `study.json`, tables of checks, sizes and runs, and a chart for every measure by the
 * number of training images, each in both themes. The folder is replaced as a whole, and sealed.
 *
 * @param models The experiment's, with their names.
 * @throws {LayerprintError} `source-changed`; `not-written`.
 */
export async function writeVerdicts(
  { verdicts: folder }: Pick<Layout, 'verdicts'>,
  verdicts: StudyVerdicts,
  models: readonly NamedModel[],
  sources: HeldSources,
): Promise<void> {
  const files = new Map<string, string | Uint8Array>([
    [VERDICTS_FILE, stringifyCanonicalJson(StudyVerdictsSchema, verdicts, VERDICTS_FILE)],
    ['checks.csv', formatCsv(tabulateChecks(verdicts))],
    ['sizes.csv', formatCsv(tabulateSizes(verdicts))],
    ['runs.csv', formatCsv(tabulateRuns(verdicts))],
    ...(verdicts.likeness
      ? [['likeness.csv', formatCsv(tabulateLikeness(verdicts.likeness))] as const]
      : []),
    ...(await drawSizes(verdicts, models)),
  ]);
  await replaceFolder(folder, async (temporary) => {
    for (const [name, content] of files) await writeUnseenFile(join(temporary, name), content);
    await sealFolder(temporary);
    sources.assertUnchanged();
  });
}

async function drawSizes({ sizes }: StudyVerdicts, models: readonly NamedModel[]) {
  const files: [string, string | Uint8Array][] = [];
  for (const curve of sizes.filter(({ points }) => points.some(({ mean }) => mean !== null))) {
    for (const theme of CHART_THEMES) {
      const spec = specifySizeCurve(curve, models, theme);
      const { svg, png } = await renderChart(spec);
      const name = `${curve.id}-${theme}`;
      files.push(
        [`${name}.vl.json`, stringifyCanonicalJson(VegaLiteSpecSchema, spec, name)],
        [`${name}.svg`, svg],
        [`${name}.png`, png],
      );
    }
  }
  return files;
}
