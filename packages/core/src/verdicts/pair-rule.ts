import type { ClaimContext } from '../claims/claim-context.ts';
import type { CheckRule } from '../claims/decide-check.ts';
import { makeRule } from '../claims/make-rule.ts';
import { measureOf } from '../claims/measures/table.ts';
import { PIXELS, type Quantity } from '../claims/quantity.ts';
import { readOther, readSubjectName, readThreshold } from '../claims/written-check.ts';
import type { WrittenCheck } from '../schemas/claims-file.ts';
import type { StudyCheck, StudyLine, StudyMeasure } from '../schemas/study-record.ts';

/** What a model's line says of one number: on the specimen, and over the validation images. */
export interface Reading {
  readonly specimen: number | null;
  readonly validation: number | null;
}

/** How the difference of a pair comes about; see docs/studies.md, 6. */
export type Comparing =
  /** Of pixels alone: nothing to repeat. */
  | { readonly of: 'pixels' }
  /** A model is said to have more than another. */
  | { readonly of: 'models'; readonly more: string; readonly less: string }
  /** A model is said to be above a threshold, or below. */
  | {
      readonly of: 'threshold';
      readonly model: string;
      readonly threshold: number;
      readonly sign: 1 | -1;
    }
  /** A rule about one model, on so large a share of the images. */
  | { readonly of: 'images'; readonly model: string };

/** A check as it is asked of pairs of models. */
export interface PairRule extends Pick<
  CheckRule,
  'id' | 'statement' | 'rule' | 'models' | 'layer' | 'judgesModels' | 'whyItCannotFail'
> {
  readonly comparing: Comparing;
  /** The share of images that a check about one model has to hold on more than. */
  readonly share: number;
  /** The number of a model that is shown, and its unit. */
  readonly quantity: Quantity;
  readonly unit: string;
}

/** Makes the rule by which pairs are judged; the check was found to be sound. */
export function makePairRule(check: WrittenCheck, context: ClaimContext): PairRule {
  const rule = makeRule(check, context);
  const { measure } = check;
  const layer = rule.layer ?? check.layer;
  return {
    ...rule,
    comparing: compare(check),
    share: rule.share ?? 0.5,
    quantity: { measure, ...(layer !== undefined && { layer }), from: check.from },
    unit: measureOf(measure).unit,
  };
}

function compare(check: WrittenCheck): Comparing {
  const own = readSubjectName(check);
  const other = readOther(check);
  if (own === PIXELS) return { of: 'pixels' };
  if (other !== undefined && other !== PIXELS) {
    const [more, less] = check.moreThan === undefined ? [other, own] : [own, other];
    return { of: 'models', more, less };
  }
  const threshold = readThreshold(check);
  const isPlain = check.distanceFrom === undefined && check.answer === undefined;
  if (threshold === undefined || !isPlain || check.measure === 'accuracy') {
    return { of: 'images', model: own };
  }
  const sign = threshold.sign === '>' || threshold.sign === '≥' ? 1 : -1;
  return { of: 'threshold', model: own, threshold: threshold.value, sign };
}

/** What a line says of a quantity; undefined where the record has no such number. */
export function readQuantity(
  { accuracy, measures, validationImages }: StudyLine,
  { measure, layer, from }: Quantity,
): Reading | undefined {
  if (from !== undefined) return undefined;
  const found = measures.find((one) => one.measure === measure && one.layer === layer);
  if (found === undefined) return undefined;
  // Of an accuracy, the median over images would be 0 or 1.
  const median = measure === 'accuracy' ? accuracy : readMedian(found, validationImages);
  return { specimen: found.specimen, validation: median };
}

/** What a line says of a check about its model alone. */
export function readCheck({ checks }: StudyLine, id: string): StudyCheck | undefined {
  return checks.find(({ check }) => check === id);
}

/** Null where it is undefined on half of the images or more. */
function readMedian({ validation }: StudyMeasure, images: number): number | null {
  return 2 * validation.undefined >= images ? null : validation.median;
}
