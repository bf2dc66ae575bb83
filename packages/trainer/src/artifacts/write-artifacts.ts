import { join } from 'node:path';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/core/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { replaceFolder, writeFileAtomically } from '@layerprint/core/files';
import {
  ManifestSchema,
  type Figure,
  type FigureFile,
  type Manifest,
} from '@layerprint/core/schemas/manifest';
import type { Run } from '@layerprint/core/schemas/run';
import { SCHEMA_VERSION, type ModelName } from '@layerprint/core/schemas/scalars';
import type { Versions } from '../backend/select-backend.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import type { Layout } from '../layout.ts';
import { hashSourceFiles, readPackageVersions, readTaskInput } from '../source-code.ts';
import { computeValidationDistribution } from './compute-figure-data.ts';
import { gatherImages } from './compute-activations.ts';
import { draftFigures } from './draft-figures.ts';
import type { FigureSources } from './figure-sources.ts';
import { measureModel } from './measure-models.ts';
import { measureReportClaims } from './measure-report-claims.ts';
import { openTrainedModel } from './open-trained-model.ts';
import { readPlans, type Plans } from './read-plans.ts';
import { writeFigureFiles, type FigureDraft } from './write-figure.ts';

/**
 * Makes the artifacts of a profile: every figure as JSON, table, specification and pictures, and the
 * manifest that lists them.
 *
 *     plans ─┐
 *     data ──┼─► run both models on the specimens ─► draft every figure, ─► manifest
 *     models ┘   and the validation images           write its files
 *
 * The folder is replaced as a whole; when anything fails, it stays as it was. A TF.js backend has to be
 * selected; no tensor is left behind.
 *
 * @param versions Of what computes, as the backend tells them.
 * @throws {LayerprintError} what the readers of plans, data and models throw; `not-written`.
 */
export async function writeArtifacts(layout: Layout, versions: Versions): Promise<Manifest> {
  // 1. Open all that the figures stand on.
  const plans = await readPlans(layout);
  const { manifest, test } = await openDataset(layout);

  // 2. Run the models, one after the other.
  const measure = async (name: ModelName) => {
    const folder = layout.model(name);
    const trained = await openTrainedModel(folder, plans.training[name], manifest);
    try {
      return { run: trained.run, ...(await measureModel(trained, manifest, test)) };
    } finally {
      trained.model.dispose();
    }
  };
  const benchmark = await measure('benchmark');
  const dummy = await measure('dummy');

  // 3. Write every figure, then the list of them.
  const sources: FigureSources = {
    dataset: manifest,
    runs: { benchmark: benchmark.run, dummy: dummy.run },
    outputs: { benchmark: benchmark.specimenOutputs, dummy: dummy.specimenOutputs },
    validation: computeValidationDistribution(manifest, {
      benchmark: benchmark.validationOutput,
      dummy: dummy.validationOutput,
    }),
    specimenPixels: gatherImages(
      test.pixels,
      manifest.specimens.map(({ testIndex }) => testIndex),
    ),
  };
  return writeReport(layout.artifacts, plans, sources, versions);
}

/** Writes every figure and the manifest in the place of `folder`. */
async function writeReport(
  folder: string,
  { experiment, experimentHash }: Plans,
  sources: FigureSources,
  versions: Versions,
): Promise<Manifest> {
  const input = readTaskInput('artifacts');
  return replaceFolder(folder, async (temporary) => {
    const figures: Figure[] = [];
    for (const draft of draftFigures(sources)) {
      const files = await writeFigureFiles(temporary, draft);
      figures.push(listFigure(draft, files, experimentHash, sources));
    }
    const manifest: Manifest = {
      schemaVersion: SCHEMA_VERSION,
      experiment,
      experimentHash,
      dataset: sources.dataset,
      runs: sources.runs,
      figureCode: {
        hash: hashSourceFiles(input),
        versions: { ...readPackageVersions(input), ...versions },
      },
      figures,
      claims: measureReportClaims(sources),
    };
    const content = stringifyCanonicalJson(ManifestSchema, manifest, MANIFEST_FILE);
    await writeFileAtomically(join(temporary, MANIFEST_FILE), content);
    await writeFileAtomically(join(temporary, MANIFEST_SUM_FILE), formatManifestSum(content));
    return manifest;
  });
}

function listFigure(
  { id, number, kind, model, layer, specimen, madeFrom, text }: FigureDraft,
  files: FigureFile[],
  experimentHash: string,
  { dataset, runs }: FigureSources,
): Figure {
  const ofModels = <T>(read: (run: Run) => T) =>
    Object.fromEntries(madeFrom.map((name) => [name, read(runs[name])]));
  return {
    id,
    number,
    kind,
    ...text,
    ...(model && { model }),
    ...(layer && { layer }),
    ...(specimen && { specimen }),
    files,
    chain: {
      dataHash: dataset.dataHash,
      experimentHash,
      seeds: ofModels((run) => run.plan.choice.seed),
      weightsHashes: ofModels((run) => run.weightsHash),
    },
  };
}
