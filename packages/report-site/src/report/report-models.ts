import { listModels, type NamedModel } from '@layerprint/core/schemas/experiment';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import type { ModelId } from '@layerprint/core/schemas/scalars';

/** A model of the report, with its place in the list of all: what its colour and its mark follow from. */
export interface ReportModel extends NamedModel {
  readonly place: number;
}

/** Lists the models of the report in the order of legends. */
export function listReportModels({ experiment }: Pick<Manifest, 'experiment'>): ReportModel[] {
  return listModels(experiment).map((model, place) => ({ ...model, place }));
}

/**
 * Finds a model of the report.
 *
 * @throws {RangeError} Where it has none: a manifest holds nothing of other models.
 */
export function findReportModel(manifest: Pick<Manifest, 'experiment'>, id: ModelId): ReportModel {
  const model = listReportModels(manifest).find((candidate) => candidate.id === id);
  if (model) return model;
  throw new RangeError(`The report has no model ${id}.`);
}

/** What a model is called; one that a study's record has and the report no longer, by its id. */
export function nameReportModels(manifest: Pick<Manifest, 'experiment'>): (id: string) => string {
  const names = new Map(listReportModels(manifest).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
