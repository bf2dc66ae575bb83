import type { Artifacts } from '@layerprint/artifacts';
import { assertMadeBy, hashReportCode } from '@layerprint/artifacts/made-by';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { BUILD_ANEW, remedyDamage } from '@layerprint/artifacts/sealed-folder';
import { hashSourceFiles } from '@layerprint/artifacts/source-code';
import { openComparable } from './open-comparable.ts';

/**
 * Opens the artifacts that Nx has built in a worktree, or taken out of its cache, and checks that the code in
 * that worktree made them: a cache may hold what was made while sources were being edited.
 *
 * @throws {LayerprintError} `made-by-other-code`; what `openComparable` throws.
 */
export async function openBuilt(
  folder: string,
  profile: string,
  of: { readonly worktree: string; readonly revision: string },
): Promise<Artifacts> {
  const artifacts = await openComparable(folder, profile).catch((error: unknown) => {
    throw remedyDamage(error);
  });
  assertMadeByRevision(artifacts.manifest, folder, of);
  return artifacts;
}

/** What a report of an older revision does not tell of its code is taken as it is. */
function assertMadeByRevision(
  manifest: Manifest,
  folder: string,
  { worktree, revision }: { readonly worktree: string; readonly revision: string },
): void {
  const code = hashReportCode((task) => hashSourceFiles(task, worktree));
  const runs = Object.fromEntries(
    Object.entries(manifest.runs).map(([model, run]) => [
      model,
      { codeHash: code.training, ...run },
    ]),
  );
  const figureCode = manifest.figureCode ?? { hash: code.figures, versions: {} };
  assertMadeBy({ runs, figureCode }, code, { folder, of: `of ${revision}`, hint: BUILD_ANEW });
}
