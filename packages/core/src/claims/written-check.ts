import type { Layer } from '../schemas/layer.ts';
import type { WrittenCheck } from '../schemas/claims-file.ts';
import { findLayer, type ClaimContext } from './claim-context.ts';
import { PIXELS } from './quantity.ts';

/** A number that something is held to. */
export interface Threshold {
  readonly sign: '>' | '≥' | '<' | '≤';
  readonly value: number;
}

const SIGNS = { above: '>', atLeast: '≥', below: '<', atMost: '≤' } as const;

/** The thresholds of a check: a good one has at most one. */
export function listThresholds(check: WrittenCheck): Threshold[] {
  return (['above', 'atLeast', 'below', 'atMost'] as const).flatMap((key) => {
    const value = check[key];
    return value === undefined ? [] : [{ sign: SIGNS[key], value }];
  });
}

export function readThreshold(check: WrittenCheck): Threshold | undefined {
  return listThresholds(check)[0];
}

/** Whose a check measures: a model's, or the pixels'. */
export function readSubjectName({ layer, model }: WrittenCheck): string {
  return layer === PIXELS ? PIXELS : model!;
}

/** What a check compares with; undefined where it has a threshold. */
export function readOther({ moreThan, lessThan }: WrittenCheck): string | undefined {
  return moreThan ?? lessThan;
}

/** The models that a check looks at, by id, its own first. */
export function listModels(check: WrittenCheck): string[] {
  return [check.model, readOther(check), check.from].filter(
    (id) => id !== undefined && id !== PIXELS,
  ) as string[];
}

/**
 * The layer that a check looks at; undefined where that is an answer or the pixels.
 *
 * @throws {UnknownName}
 */
export function readLayer(check: WrittenCheck, context: ClaimContext): Layer | undefined {
  const { layer } = check;
  return layer === undefined || layer === PIXELS ? undefined : findLayer(context, layer);
}

/** Whether something is on the right side of a threshold. */
export function passes(value: number, { sign, value: threshold }: Threshold): boolean {
  switch (sign) {
    case '>':
      return value > threshold;
    case '≥':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '≤':
      return value <= threshold;
  }
}
