import { formatNumber, joinWords } from '@layerprint/core';
import type { Tolerances } from '../schemas/diff.ts';
import { isClose, isCloseShare } from './tolerances.ts';

/** Names in one sentence; the rest are counted. */
const MAX_NAMES = 8;
/** Digits that tell any two numbers apart. */
const MAX_DIGITS = 17;

/** "0.470 → 0.610", with as many digits as it takes to see the difference. */
export function formatChange(base: number, head: number): string {
  return `${formatApart(base, head)} → ${formatApart(head, base)}`;
}

/** "+0.310" or "−0.800". */
export function formatGain(gain: number): string {
  return gain > 0 ? `+${formatNumber(gain)}` : formatNumber(gain);
}

/** "zero fraction 0.470 → 0.610", where it changed beyond noise. */
export function sayZeroFraction(base: number, head: number, tolerances: Tolerances): string[] {
  return isCloseShare(base, head, tolerances) ? [] : [`zero fraction ${formatChange(base, head)}`];
}

/** "mean 0.470 → 0.610", where it changed beyond noise. */
export function sayMean(base: number, head: number, tolerances: Tolerances): string[] {
  return isClose(base, head, tolerances) ? [] : [`mean ${formatChange(base, head)}`];
}

/** "entropy −0.800 bits", where both have one and it changed beyond noise. */
export function sayEntropy(
  base: number | null,
  head: number | null,
  tolerances: Tolerances,
): string[] {
  if (base === null || head === null) return [];
  return isClose(base, head, tolerances) ? [] : [`entropy ${formatGain(head - base)} bits`];
}

/** "filter 3", "filters 3, 5 and 11", "filters 0, 1, … and 4 more". */
export function nameSome(singular: string, names: readonly (string | number)[]): string {
  return `${singular}${names.length === 1 ? '' : 's'} ${joinSome(names.map(String))}`;
}

/** "a, b and c", "a, b, … and 4 more": at most so many of them by name. */
export function joinSome(names: readonly string[], most: number = MAX_NAMES): string {
  const rest = names.length - most;
  return joinWords(rest > 0 ? [...names.slice(0, most), `${rest} more`] : names);
}

/** Parts of one thought, as a sentence. */
export function joinParts(subject: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [`${subject}: ${parts.join('; ')}.`];
}

/** A number so that it does not look like another one. */
function formatApart(value: number, other: number): string {
  if (value === other || formatNumber(value) !== formatNumber(other)) return formatNumber(value);
  for (let digits = 4; digits < MAX_DIGITS; digits++) {
    const text = value.toPrecision(digits);
    if (text !== other.toPrecision(digits)) return text.replace('-', '−');
  }
  return String(value).replace('-', '−');
}
