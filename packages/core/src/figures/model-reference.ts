import type { NamedModel } from '../schemas/experiment.ts';
import type { ModelId } from '../schemas/scalars.ts';

/** A model as the data of a figure name it. */
interface ModelReference {
  readonly model: ModelId;
  /** Absent where it is the id. */
  readonly modelName?: string | undefined;
}

/** What the data of a figure say of the model that they are of. */
export function referToModel({ id, name }: NamedModel): ModelReference {
  return { model: id, ...(name !== id && { modelName: name }) };
}

/** What the data of a figure that is of no model say of how many there are. */
export function tellCount(models = 2): { readonly models?: number } {
  return models === 2 ? {} : { models };
}

/** What captions and charts call a model. */
export function readModelName({ model, modelName }: ModelReference): string {
  return modelName ?? model;
}
