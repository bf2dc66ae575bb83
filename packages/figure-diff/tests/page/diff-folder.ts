import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomically, writeJsonFile } from '@layerprint/artifacts/files';
import { encodePng } from '@layerprint/artifacts/render';
import { type Diff, DiffSchema } from '../../src/schemas/diff.ts';
import { startChartThread } from '../../src/page/charts/chart-thread.ts';
import { prepareReport, writeReport } from '../../src/page/render-diff-report.ts';

/** A folder with a comparison and its report; removed when disposed of. */
export interface DiffFolder extends AsyncDisposable {
  readonly folder: string;
}

/** Writes a comparison with a picture of one colour for each that it names, and renders its report. */
export async function createDiffFolder(diff: Diff): Promise<DiffFolder> {
  const root = await mkdtemp(join(tmpdir(), 'layerprint-report-'));
  const folder = join(root, 'diff');
  await writeJsonFile(DiffSchema, join(folder, 'diff.json'), diff);
  for (const { pictures } of diff.figures) {
    for (const { base, head, difference, narrow } of pictures) {
      for (const file of [base, narrow?.base]) if (file) await paint(folder, file, [40, 60, 200]);
      for (const file of [head, narrow?.head]) if (file) await paint(folder, file, [230, 160, 30]);
      for (const file of [difference, narrow?.difference])
        if (file) await paint(folder, file, [200, 30, 30]);
    }
  }
  const drawing = startChartThread();
  const prepared = await prepareReport(diff.figures, drawing).finally(() => drawing.stop());
  await writeReport(folder, diff, prepared);
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

async function paint(
  folder: string,
  { path, width, height }: { path: string; width: number; height: number },
  colour: readonly number[],
): Promise<void> {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3]!);
  await writeFileAtomically(join(folder, path), encodePng({ width, height, pixels }));
}
