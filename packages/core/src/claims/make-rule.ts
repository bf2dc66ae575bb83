import type { WrittenCheck } from '../schemas/claims-file.ts';
import { nameSubject, type ClaimContext } from './claim-context.ts';
import type { CheckRule } from './decide-check.ts';
import { readSubject, type Subject } from './measurements.ts';
import { measureOf } from './measures/table.ts';
import { PIXELS, type Quantity } from './quantity.ts';
import { renderSentence } from './render-sentence.ts';
import { stateCheck } from './state-check.ts';
import {
  listModels,
  passes,
  readLayer,
  readOther,
  readSubjectName,
  readThreshold,
  type Threshold,
} from './written-check.ts';

type Read = (image: Subject) => number | null;
/** What differs between the ways of comparing. */
type Ruling = Pick<CheckRule, 'rule' | 'series' | 'holds'> &
  Pick<Partial<CheckRule>, 'leavesOutTies' | 'share'>;

/** Makes the rule by which a check is decided; the check was found to be sound. */
export function makeRule(check: WrittenCheck, context: ClaimContext): CheckRule {
  const layer = readLayer(check, context)?.name;
  const quantity: Quantity = {
    measure: check.measure,
    layer: layer ?? check.layer,
    from: check.from,
  };
  const other = readOther(check);
  const looksAt = listModels(check);
  const ruling =
    other === undefined
      ? compareWithThreshold(check, quantity, context)
      : compareSubjects(check, other, quantity, context);
  return {
    id: check.id,
    statement: renderSentence(check.statement ?? stateCheck(check), [check], context).text,
    measure: measureOf(check.measure).describe(nameValues(check, layer, other)),
    decidedOn: check.over ?? 'validation',
    models: context.models.map(({ id }) => id).filter((id) => looksAt.includes(id)),
    ...(layer !== undefined && { layer }),
    ...ruling,
    ...(check.measure === 'accuracy' && { judgesModels: true }),
    ...(check.cannotFail !== undefined && {
      whyItCannotFail: renderSentence(check.cannotFail, [check], context).text,
    }),
  };
}

function nameValues(
  check: WrittenCheck,
  layer: string | undefined,
  other: string | undefined,
): string {
  if (layer === undefined) return 'the image’s pixel values';
  return other === PIXELS ? 'the values' : 'the layer’s values';
}

/** One subject has more of something than the other: on an image, equal is not more. */
function compareSubjects(
  check: WrittenCheck,
  other: string,
  quantity: Quantity,
  context: ClaimContext,
): Ruling {
  const own = readSubjectName(check);
  const [more, less] = check.moreThan === undefined ? [other, own] : [own, other];
  const readOf =
    (subject: string, of = quantity): Read =>
    (image) =>
      readSubject(image, subject, of);
  const gainOf =
    (of = quantity): Read =>
    (image) =>
      subtract(readOf(more, of)(image), readOf(less, of)(image));
  const shown = pickShown(quantity);
  const { unit } = measureOf(shown.measure);
  const [moreName, lessName] = [more, less].map((subject) => nameSubject(context, subject));
  const inOrder = [PIXELS, ...context.models.map(({ id }) => id)].filter(
    (subject) => subject === own || subject === other,
  );
  const isAccuracy = check.measure === 'accuracy';
  return {
    rule: isAccuracy ? `${moreName} right and ${lessName} wrong` : `${moreName} > ${lessName}`,
    series: [
      ...inOrder.map((subject) => ({ name: subject, unit, read: readOf(subject, shown) })),
      { name: `${more} − ${less}`, unit: unit === 'share' ? 'points' : unit, read: gainOf(shown) },
    ],
    holds: (image) => {
      const difference = gainOf()(image);
      if (difference === null || (isAccuracy && difference === 0)) return null;
      return difference > 0;
    },
    ...(isAccuracy && { leavesOutTies: true }),
  };
}

function compareWithThreshold(
  check: WrittenCheck,
  quantity: Quantity,
  context: ClaimContext,
): Ruling {
  const subject = readSubjectName(check);
  const threshold = readThreshold(check);
  const read: Read = (image) => readSubject(image, subject, quantity);
  const shown = pickShown(quantity);
  const name = nameSubject(context, subject);
  const whose =
    check.from === undefined ? name : `${name} from ${nameSubject(context, check.from)}`;
  const series = [
    {
      name: check.from === undefined ? subject : `${subject} from ${check.from}`,
      unit: measureOf(shown.measure).unit,
      read: (image: Subject) => readSubject(image, subject, shown),
    },
  ];
  if (check.measure === 'accuracy' && threshold !== undefined) {
    const isRight = threshold.sign === '>';
    return {
      rule: `${name} ${isRight ? 'right' : 'wrong'}`,
      series,
      holds: (image) => (read(image) === 1) === isRight,
      share: isRight ? threshold.value : 1 - threshold.value,
    };
  }
  return {
    rule: sayRule(whose, check, threshold),
    series,
    holds: (image) => isAsAnswered(check, image) && isOnSide(read(image), check, threshold),
  };
}

/** What stands beside a check as numbers: ones and zeros would say nothing there. */
function pickShown(quantity: Quantity): Quantity {
  return quantity.measure === 'accuracy' ? { measure: 'probability' } : quantity;
}

/** "benchmark right and ≥ 0.9", "|pixels − 0.4| ≤ 0.05". */
function sayRule(
  whose: string,
  { distanceFrom, answer }: WrittenCheck,
  threshold: Threshold | undefined,
): string {
  const limit = threshold && `${threshold.sign} ${threshold.value}`;
  const what =
    distanceFrom === undefined
      ? whose
      : distanceFrom === 0
        ? `|${whose}|`
        : `|${whose} − ${distanceFrom}|`;
  return [what, [answer, limit].filter((part) => part !== undefined).join(' and ')].join(' ');
}

function isAsAnswered({ answer, model }: WrittenCheck, image: Subject): boolean | null {
  if (answer === undefined) return true;
  const right = readSubject(image, model!, { measure: 'accuracy' });
  return right === null ? null : (right === 1) === (answer === 'right');
}

function isOnSide(
  value: number | null,
  { distanceFrom }: WrittenCheck,
  threshold: Threshold | undefined,
): boolean | null {
  if (value === null || threshold === undefined) return value === null ? null : true;
  return passes(distanceFrom === undefined ? value : Math.abs(value - distanceFrom), threshold);
}

/** The difference of two numbers; null where either is undefined. */
function subtract(from: number | null, what: number | null): number | null {
  return from === null || what === null ? null : from - what;
}
