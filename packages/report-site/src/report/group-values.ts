import type { MeasuredValue } from '@layerprint/core/schemas/claim';
import { MODEL_NAMES } from '@layerprint/core/schemas/scalars';
import type { ModelName } from '@layerprint/core/schemas/scalars';

/** The numbers of a check that belong to one model, or to neither. */
export interface ValueGroup {
  readonly model: ModelName | undefined;
  /** `label` is the value's name without the model's; empty where that is all of it. */
  readonly values: readonly { readonly label: string; readonly value: MeasuredValue }[];
}

/**
 * Puts the numbers of a check together by model, in their order. A number is a model's when its name is
 * the model's, or begins with it and a comma: "dummy, mean over specimens".
 */
export function groupValues(values: readonly MeasuredValue[]): ValueGroup[] {
  const labelled = values.map((value) => ({ value, ...splitName(value.name) }));
  const models = [...new Set(labelled.map(({ model }) => model))];
  return models.map((model) => ({
    model,
    values: labelled.filter((entry) => entry.model === model),
  }));
}

function splitName(name: string): { model: ModelName | undefined; label: string } {
  const model = MODEL_NAMES.find((model) => name === model || name.startsWith(`${model}, `));
  return { model, label: model === undefined ? name : name.slice(`${model}, `.length) };
}
