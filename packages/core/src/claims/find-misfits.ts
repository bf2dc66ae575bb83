import type { WrittenCheck, WrittenClaim } from '../schemas/claims-file.ts';
import { nameSubject, UnknownName, type ClaimContext } from './claim-context.ts';
import { findImageMisfits } from './image-misfits.ts';
import { findLayerMisfits } from './layer-misfits.ts';
import { measureOf } from './measures/table.ts';
import { PIXELS } from './quantity.ts';
import { renderSentence } from './render-sentence.ts';
import { stateCheck } from './state-check.ts';
import { findThresholdMisfits } from './threshold-misfits.ts';
import { listModels, listThresholds, readOther } from './written-check.ts';

/** What is wrong with a field of a file of claims. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
/** The same of a check, by its field. */
export type CheckMisfit = readonly [field: keyof WrittenCheck, message: string];

/**
 * Finds what no claim of an experiment can be: about something that is not there, that is not measured so,
 * or that could not come out otherwise.
 */
export function findClaimMisfits(claims: readonly WrittenClaim[], context: ClaimContext): Misfit[] {
  const seen = new Set<string>();
  return claims.flatMap(({ sentence, checks }, i) => {
    const ofChecks = checks.flatMap((check, j): Misfit[] => {
      const isTwice = seen.size === seen.add(check.id).size;
      const misfits: CheckMisfit[] = [
        ...(isTwice ? [['id', `"${check.id}" is the id of another check as well`] as const] : []),
        ...findCheckMisfits(check, context),
      ];
      return misfits.map(([field, message]) => ({
        path: ['claims', i, 'checks', j, field],
        message,
      }));
    });
    // What a sentence names can be looked up where its checks are sound.
    if (ofChecks.length > 0) return ofChecks;
    const { problems } = renderSentence(sentence, checks, context);
    return problems.map((message) => ({ path: ['claims', i, 'sentence'], message }));
  });
}

function findCheckMisfits(check: WrittenCheck, context: ClaimContext): CheckMisfit[] {
  const misfits = [
    ...findLayerMisfits(check, context),
    ...findModelMisfits(check, context),
    ...findComparisonMisfits(check),
  ];
  if (misfits.length > 0) return misfits;
  const others = [...findThresholdMisfits(check, context), ...findImageMisfits(check, context)];
  if (others.length > 0) return others;
  return (['statement', 'cannotFail'] as const).flatMap((field) => {
    const sentence = check[field] ?? stateCheck(check);
    const { problems } = renderSentence(sentence, [check], context);
    return problems.map((message) => [field, message] as const);
  });
}

function findModelMisfits(check: WrittenCheck, context: ClaimContext): CheckMisfit[] {
  const { measure, layer, model, from } = check;
  const isOfPixels = layer === PIXELS;
  const { ofTwo = false } = measureOf(measure);
  const misfits: CheckMisfit[] = [];
  if (isOfPixels && model !== undefined) {
    misfits.push(['model', 'the pixels are no model’s; leave it out']);
  }
  if (!isOfPixels && model === undefined) {
    misfits.push(['model', `say whose; this experiment has ${listIds(context)}`]);
  }
  if (ofTwo && from === undefined) {
    misfits.push(['from', `${measure} is of two models; say from which other one`]);
  }
  if (!ofTwo && from !== undefined) {
    misfits.push(['from', `${measure} is of one model; "moreThan" and "lessThan" compare two`]);
  }
  const named = (['model', 'from', 'moreThan', 'lessThan'] as const).flatMap((field) => {
    const subject = check[field];
    if (subject === undefined) return [];
    if (subject === PIXELS && (field === 'model' || field === 'from')) {
      return [[field, '"pixels" is no model; it is a layer'] as const];
    }
    return explain(field, () => nameSubject(context, subject));
  });
  misfits.push(...named);
  const own = isOfPixels ? PIXELS : model;
  for (const field of ['from', 'moreThan', 'lessThan'] as const) {
    if (own !== undefined && check[field] === own) {
      misfits.push([field, `${own} is compared with itself`]);
    }
  }
  if (isOfPixels && model === undefined && listModels(check).length > 0) {
    misfits.push([
      check.moreThan === undefined ? 'lessThan' : 'moreThan',
      'name the layer and the model, and compare them with the pixels',
    ]);
  }
  const other = readOther(check);
  if (!isOfPixels && other === PIXELS && !measureOf(measure).of.includes(PIXELS)) {
    const field = check.moreThan === undefined ? 'lessThan' : 'moreThan';
    misfits.push([field, `${measure} is not measured of the pixels`]);
  }
  return misfits;
}

function findComparisonMisfits(check: WrittenCheck): CheckMisfit[] {
  const { measure, answer, distanceFrom, moreThan, lessThan } = check;
  const limits = listThresholds(check).length;
  const others = [moreThan, lessThan].filter((other) => other !== undefined).length;
  const misfits: CheckMisfit[] = [];
  if (limits + others > 1) {
    misfits.push(['measure', 'it is compared in more than one way; make a check of each']);
  }
  if (distanceFrom !== undefined && limits === 0) {
    misfits.push(['distanceFrom', 'say how far it may be, as with "atMost"']);
  }
  if (answer !== undefined && (measure !== 'probability' || others > 0)) {
    misfits.push(['answer', 'whether an answer is right goes with the measure probability alone']);
  }
  if (limits + others === 0 && answer === undefined) {
    misfits.push(['measure', 'say when it holds']);
  }
  if (measure === 'accuracy' && check.over === 'specimen') {
    misfits.push(['over', 'an accuracy is of many images']);
  }
  return misfits;
}

/** What is wrong with a field where something that it names is not there. */
function explain(field: keyof WrittenCheck, look: () => unknown): CheckMisfit[] {
  try {
    look();
    return [];
  } catch (error) {
    if (error instanceof UnknownName) return [[field, error.message]];
    throw error;
  }
}

function listIds({ models }: ClaimContext): string {
  return models.map(({ id }) => id).join(', ');
}
