/** The models that reports are compared by, in the order in which lists and legends show them. */
export const MODEL_NAMES = ['benchmark', 'dummy'] as const;
export type ModelName = (typeof MODEL_NAMES)[number];
