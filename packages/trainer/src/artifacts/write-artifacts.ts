import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { listClaimQuantities, makeClaimContext, type Measured } from '@layerprint/core';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { replaceFolder, writeFileAtomically } from '@layerprint/artifacts/files';
import { readRecordedHash, type HeldSources } from '@layerprint/artifacts/held-sources';
import { MANIFEST_VERSION, ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { isTestSpecimen, type DatasetManifest } from '@layerprint/core/schemas/dataset';
import { listSpecimenPlaces, type Experiment } from '@layerprint/core/schemas/experiment';
import { orBuildAnew } from '@layerprint/artifacts/sealed-folder';
import { FIGURE_CODE, readNamedInput, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import type { Versions } from '../backend/select-backend.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import type { Layout } from '../layout.ts';
import { startMeasureThreads } from './measure-images.ts';
import { measureNetworks } from './measure-networks.ts';
import { measureReportClaims } from './measure-report-claims.ts';
import { withNetworks } from './open-networks.ts';
import { readPackageVersions } from './package-versions.ts';
import type { Plans } from './read-plans.ts';
import { startFigureThreads, writeFigures, type FigureThreads } from './write-figures.ts';

/**
 * Makes the artifacts of a profile: every figure as JSON, table, specification and pictures, and the
 * manifest that lists them.
 *
 *     plans ─┐
 *     data ──┼─► run all models and their untrained twins ─► measure ─► draft every figure, ─► manifest
 *     models ┘   on the specimens and validation images      claims     write its files
 *
 * The folder is replaced as a whole; when anything fails, it stays as it was. A TF.js backend has to be
 * selected; no tensor is left behind.
 *
 * @param plans What the report is to be about.
 * @param versions Of what computes, as the backend tells them.
 * @param sources What the task was started for; looked at before the folder is put in place.
 * @param threads How many compute; the artifacts are the same whatever their number. One for each processor by default.
 * @throws {LayerprintError} what the readers of data and models throw; `source-changed`; `not-written`.
 */
export async function writeArtifacts(
  layout: Layout,
  {
    plans,
    versions,
    sources,
  }: { readonly plans: Plans; readonly versions: Versions; readonly sources: HeldSources },
  threads?: number,
): Promise<Manifest> {
  // They load what they run while this thread opens the data and the models.
  const measuring = startMeasureThreads(threads);
  const drawing = startFigureThreads(threads);
  try {
    // 1. Open all that the figures stand on.
    const dataset = await openDataset(layout);
    const { manifest } = dataset;
    assertChosen(manifest, plans, layout.dataset);
    const codeHash = readRecordedHash(TRAINING_CODE);

    // 2. Run the models, and all as they were before training.
    const wanted = { plans, manifest, codeHash };
    return await withNetworks(layout, wanted, async (networks) => {
      const context = makeClaimContext(networks.layers, networks.roles, networks.models, manifest);
      const quantities = listClaimQuantities(plans.claims, context);
      const measured = await measureNetworks(networks, dataset, quantities, measuring);

      // 3. Write every figure, then the list of them.
      const figureCode = {
        hash: sources.hash,
        files: sources.files,
        versions: { ...readPackageVersions(readNamedInput(FIGURE_CODE)!), ...versions },
      };
      const claims = measureReportClaims(measured, plans.claims, context);
      return replaceFolder(layout.artifacts, async (temporary) => {
        const made = { figureCode, ...claims };
        const written = await writeReport(temporary, plans, measured, made, drawing);
        sources.assertUnchanged();
        return written;
      });
    });
  } finally {
    await Promise.all([measuring.stop(), drawing.stop()]);
  }
}

/** Checks that a data set is the one that the experiment chooses, with its specimens. */
function assertChosen(
  manifest: DatasetManifest,
  { profile, experiment }: Plans,
  folder: string,
): void {
  const { dataset, specimens } = experiment;
  if (isDeepStrictEqual(manifest.choice, dataset) && haveSpecimens(manifest, specimens)) {
    return;
  }
  throw new LayerprintError(
    'stale-dataset',
    `The data set in ${folder} is another one than this report is about.`,
    orBuildAnew(`Run the task dataset of the profile ${profile} again.`),
  );
}

/** Whether a data set has the specimens that are chosen, as far as that is seen without its images. */
function haveSpecimens({ specimens }: DatasetManifest, choice: Experiment['specimens']): boolean {
  const { companions } = choice;
  const areNamed = listSpecimenPlaces(choice).every(({ place }, i) => {
    const found = specimens[i];
    if (found === undefined) return false;
    if ('file' in place) {
      return !isTestSpecimen(found) && found.file === place.file && found.className === place.class;
    }
    if (!isTestSpecimen(found)) return false;
    return 'class' in place ? found.className === place.class : found.testIndex === place.testIndex;
  });
  const others = specimens.length - 1;
  if (companions === 'none') return areNamed && others === 0;
  if (Array.isArray(companions)) return areNamed && others === companions.length;
  return areNamed && others > 0 && (typeof companions === 'string' || others <= companions);
}

/** Writes every figure and the manifest. */
async function writeReport(
  folder: string,
  { profile, experiment, experimentHash, claimsHash }: Plans,
  measured: Measured,
  made: Pick<Manifest, 'figureCode' | 'claims' | 'conditions'>,
  threads: FigureThreads,
): Promise<Manifest> {
  const manifest: Manifest = {
    schemaVersion: MANIFEST_VERSION,
    profile,
    experiment,
    experimentHash,
    ...(claimsHash !== undefined && { claimsHash }),
    dataset: measured.dataset,
    runs: Object.fromEntries(measured.models.map(({ id }) => [id, measured.runOf(id)])),
    figures: await writeFigures(folder, measured, experimentHash, threads),
    ...made,
  };
  const content = stringifyCanonicalJson(ManifestSchema, manifest, MANIFEST_FILE);
  await writeFileAtomically(join(folder, MANIFEST_FILE), content);
  await writeFileAtomically(join(folder, MANIFEST_SUM_FILE), formatManifestSum(content));
  return manifest;
}
