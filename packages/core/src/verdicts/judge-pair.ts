import { isGuessing } from '../claims/conditions.ts';
import type { StudyLine } from '../schemas/study-record.ts';
import type { PairOutcome } from '../schemas/study-verdicts.ts';
import { readCheck, readQuantity, type Comparing, type PairRule } from './pair-rule.ts';

/** The models of a pair, by id. */
export type Pair = Readonly<Record<string, StudyLine>>;

/** What a check does in a pair. */
export interface JudgedPair {
  readonly outcome: PairOutcome;
  /** Above zero is what is claimed; null where it does not count. */
  readonly difference: number | null;
}

const neither = (outcome: PairOutcome): JudgedPair => ({ outcome, difference: null });

/** Judges a check in one pair, by rules 3, 4 and 6 of docs/studies.md; null of pixels alone. */
export function judgePair(rule: PairRule, pair: Pair): JudgedPair | null {
  const { comparing } = rule;
  if (comparing.of === 'pixels') return null;
  if (hasCollapsed(rule, pair)) return neither('collapsed');
  return comparing.of === 'models'
    ? judgeTwo(comparing, rule.quantity, pair)
    : judgeOne(comparing, rule, pair[comparing.model]!);
}

/** Whether a model that a check looks at shows nothing about networks. */
function hasCollapsed(
  { models, layer, judgesModels = false }: Pick<PairRule, 'models' | 'layer' | 'judgesModels'>,
  pair: Pair,
): boolean {
  if (judgesModels) return false;
  return models
    .map((id) => pair[id]!)
    .some((line) => isGuessing(line) || (layer !== undefined && line.deadLayers.includes(layer)));
}

function judgeTwo(
  comparing: Extract<Comparing, { of: 'models' }>,
  quantity: PairRule['quantity'],
  pair: Pair,
): JudgedPair {
  const more = readQuantity(pair[comparing.more]!, quantity);
  const less = readQuantity(pair[comparing.less]!, quantity);
  if (more === undefined || less === undefined) return neither('unmeasured');
  if (more.validation === null || less.validation === null) return neither('undefined');
  const difference = more.validation - less.validation;
  return { outcome: sayOutcome(difference), difference };
}

function judgeOne(
  comparing: Extract<Comparing, { of: 'threshold' | 'images' }>,
  { id, quantity, share }: PairRule,
  line: StudyLine,
): JudgedPair {
  const tally = readCheck(line, id);
  if (tally === undefined) return neither('unmeasured');
  if (tally.of === 0 || tally.undefined >= tally.of) return neither('undefined');
  const excess = tally.holds / tally.of - share;
  const outcome = sayOutcome(excess);
  if (comparing.of === 'images') return { outcome, difference: excess };
  const reading = readQuantity(line, quantity);
  if (reading === undefined) return neither('unmeasured');
  if (reading.validation === null) return neither('undefined');
  return { outcome, difference: comparing.sign * (reading.validation - comparing.threshold) };
}

function sayOutcome(difference: number): PairOutcome {
  if (difference === 0) return 'equal';
  return difference > 0 ? 'holds' : 'fails';
}

/** What a check says on the main specimen of a pair; null where it says nothing there. */
export function judgeSpecimen({ id, comparing, quantity }: PairRule, pair: Pair): boolean | null {
  if (comparing.of === 'pixels') return null;
  if (comparing.of !== 'models') {
    const found = readCheck(pair[comparing.model]!, id)?.specimen ?? 'undefined';
    return found === 'undefined' ? null : found === 'holds';
  }
  const more = readQuantity(pair[comparing.more]!, quantity)?.specimen ?? null;
  const less = readQuantity(pair[comparing.less]!, quantity)?.specimen ?? null;
  if (more === null || less === null) return null;
  // Of answers that are both right, or both wrong, there is nothing to compare.
  return quantity.measure === 'accuracy' && more === less ? null : more > less;
}
