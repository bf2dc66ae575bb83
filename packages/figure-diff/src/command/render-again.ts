import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openArtifacts } from '@layerprint/artifacts';
import { copyArtifacts } from '@layerprint/artifacts/copy';
import {
  assertFolderReplaceable,
  readFileOrExplain,
  replaceFolder,
  writeUnseenFile,
} from '@layerprint/artifacts/files';
import { assertPublishable } from '@layerprint/artifacts/publishable';
import type { Diff } from '../schemas/diff.ts';
import { startChartThread } from '../page/charts/chart-thread.ts';
import { openDiff } from '../page/open-diff.ts';
import { prepareReport } from '../page/render-diff-report.ts';
import { assertApart } from './assert-apart.ts';
import type { RenderRequest } from './options.ts';
import { assertOurs } from './out-folder.ts';
import { writeOutputs } from './write-diff.ts';

/**
 * Renders a comparison again out of its data, which may have been made on another machine:
 *
 *     diff.json ──────────┬─► diff.md, junit.xml, charts/
 *     pictures/ beside it ┴─► index.html
 *
 * The folder that is written may be the one that is read, where that holds nothing but a diff.
 *
 * @throws {LayerprintError} `file-not-found` or `invalid-json`, naming what is missing or wrong;
 *   `out-overlaps`, `out-in-use`, `not-replaced`, `not-written`; what `signal` gives as its reason.
 */
export async function renderAgain(
  { from, failOn, out }: RenderRequest,
  signal: AbortSignal,
): Promise<Diff> {
  const folder = dirname(from);
  const assertReplaceable = (found: string) => assertOurs(found, out);
  assertApart(out, isSameFolder(folder, out) ? [] : [join(folder, 'pictures')]);
  await assertFolderReplaceable(out, assertReplaceable);

  const diff = await openDiff(from);
  const drawing = startChartThread();
  signal.addEventListener('abort', () => void drawing.stop());
  const prepared = await prepareReport(diff.figures, drawing, signal).finally(async () => {
    await drawing.stop();
    signal.throwIfAborted();
  });
  const fill = async (temporary: string): Promise<Diff> => {
    for (const path of listPictures(diff)) {
      const picture = await readFileOrExplain(join(folder, path), { mayBeLink: false });
      await writeUnseenFile(join(temporary, path), picture);
    }
    await copyOnlySide(diff, folder, temporary);
    await writeOutputs(temporary, diff, failOn, prepared);
    signal.throwIfAborted();
    return diff;
  };
  return replaceFolder(out, fill, assertReplaceable);
}

function isSameFolder(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
}

/** The pictures that a comparison names, each once. */
function listPictures({ figures }: Diff): string[] {
  const paths = figures.flatMap(({ pictures }) =>
    pictures.flatMap(({ base, head, difference, narrow }) =>
      [base, head, difference, narrow?.base, narrow?.head, narrow?.difference].flatMap(
        (file) => file?.path ?? [],
      ),
    ),
  );
  return [...new Set(paths)];
}

/** The artifacts of the only side that could be built, which are beside the comparison. */
async function copyOnlySide({ base, head }: Diff, from: string, to: string): Promise<void> {
  if (base.status === head.status) return;
  const name = base.status === 'built' ? 'base' : 'head';
  const artifacts = await openArtifacts(join(from, name));
  assertPublishable(artifacts);
  await copyArtifacts(artifacts, join(to, name));
}
