import type { Tolerances } from '../schemas/diff.ts';
import { isNumbers } from './field-changes.ts';
import type { FieldChange } from './field-changes.ts';
import { joinPath } from './field-paths.ts';
import { isClose, isCloseShare } from './tolerances.ts';
import { formatChange } from './wording.ts';

/** Characters of a value that are shown in a sentence. */
const MAX_LENGTH = 120;
/** How many of them come before the first that differs. */
const BEFORE_DIFFERENCE = 40;
/** Ends the names of fields that hold shares of a whole. */
const SHARE = /(?:accuracy|fraction|probabilities)$/i;

/**
 * Whether what differs are measured numbers that are the same up to the tolerances. Whole numbers count or
 * name things, and are never noise.
 */
export function isNoise({ path, base, head }: FieldChange, tolerances: Tolerances): boolean {
  const isNear = SHARE.test(path.at(-1) ?? '') ? isCloseShare : isClose;
  const [before, after] = [listNumbers(base), listNumbers(head)];
  if (before.length === 0 || before.length !== after.length) return false;
  if ([...before, ...after].every(Number.isInteger)) return false;
  return before.every((value, i) => isNear(value, after[i]!, tolerances));
}

/** "recipe.batchSize: 32 → 64." */
export function sayFieldChange(change: FieldChange): string {
  return `${joinPath(change.path)}: ${sayValues(change)}.`;
}

/** "32 → 64"; "2 of 64 numbers differ, the first 0.1 → 0.2". */
export function sayValues({ base, head }: Pick<FieldChange, 'base' | 'head'>): string {
  if (typeof base === 'number' && typeof head === 'number') return formatChange(base, head);
  if (isNumbers(base) && isNumbers(head)) {
    if (base.length !== head.length) return `${base.length} → ${head.length} numbers`;
    const places = base.flatMap((value, i) => (value === head[i] ? [] : [i]));
    const [first] = places;
    const values = formatChange(base[first!]!, head[first!]!);
    return `${places.length} of ${base.length} numbers differ, the first ${values}`;
  }
  return showApart(showValue(base), showValue(head));
}

/** A value in a sentence: text as it is, but for none at all; anything else as JSON. */
function showValue(value: unknown): string {
  if (value === undefined) return 'not there';
  if (value === null) return 'none';
  if (value === '') return '""';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "a → b": two texts that differ; of long ones, a part in which they do. */
export function showApart(base: string, head: string): string {
  let same = 0;
  while (same < base.length && base[same] === head[same]) same++;
  const start = Math.max(0, same - BEFORE_DIFFERENCE);
  const cut = (text: string) => {
    const end = start + MAX_LENGTH;
    const shown = text.slice(start, end).toWellFormed();
    return `${start > 0 ? '…' : ''}${shown}${text.length > end ? '…' : ''}`;
  };
  const isLong = base.length > MAX_LENGTH || head.length > MAX_LENGTH;
  return isLong ? `${cut(base)} → ${cut(head)}` : `${base} → ${head}`;
}

function listNumbers(value: unknown): readonly number[] {
  return typeof value === 'number' ? [value] : isNumbers(value) ? value : [];
}
