import { MODEL_NAMES } from './schemas/scalars.ts';
import type { ModelName } from './schemas/scalars.ts';

/** Does the same for every model, in the order of legends. */
export function forModels<T>(make: (model: ModelName) => T): Record<ModelName, T> {
  const made = MODEL_NAMES.map((model) => [model, make(model)] as const);
  return Object.fromEntries(made) as Record<ModelName, T>;
}
