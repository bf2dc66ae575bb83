import type { Pair } from '../schemas/layer.ts';

/**
 * A number as a reader of a caption wants it: three significant digits, at most four decimals, thousands
 * set apart by commas, whole numbers without decimals. The same on every machine, whatever its locale.
 */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return (value < 0 ? '−' : '') + formatCount(Math.abs(value));
  const size = Math.abs(value);
  if (size < 0.00005) return value < 0 ? '>−0.0001' : '<0.0001';
  const decimals = [100, 10, 1, 0.1].filter((step) => size < step).length;
  const [whole = '', fraction] = size.toFixed(decimals).split('.');
  const sign = value < 0 ? '−' : '';
  return sign + separateThousands(whole) + (fraction === undefined ? '' : `.${fraction}`);
}

/** A whole number, thousands set apart by commas. */
export function formatCount(count: number): string {
  return separateThousands(String(count));
}

/**
 * A share of a whole in percent with one decimal, rounded once and from what it exactly is; never "0%" or
 * "100%" for what is not.
 */
export function formatShare(fraction: number): string {
  if (fraction === 0) return '0%';
  if (fraction === 1) return '100%';
  if (fraction < 0.0005) return '<0.1%';
  if (fraction >= 0.9995) return '>99.9%';
  // The point is moved in the text: a product with 100 would be rounded before it is rounded again.
  const [, decimals = ''] = fraction.toFixed(3).split('.');
  return `${Number(decimals.slice(0, 2))}.${decimals.slice(2)}%`;
}

/** A difference of two shares, in percentage points with one decimal: "7.6 points". */
export function formatPoints(difference: number): string {
  const size = formatShare(Math.abs(difference)).replace('%', ' points');
  if (difference >= 0) return size;
  return size.startsWith('<') ? `>−${size.slice(1)}` : `−${size}`;
}

/** "1 map", "16 maps", "0 maps". */
export function countNoun(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

const SMALL_NUMBERS = [
  ...['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve'],
];

/** A number within a sentence: in words up to twelve, in digits from there on. */
export function spellCount(count: number): string {
  return SMALL_NUMBERS[count] ?? formatCount(count);
}

/** All models of a report: "the model", "both models", "all three models". */
export function nameAllModels(count: number): string {
  if (count === 1) return 'the model';
  return count === 2 ? 'both models' : `all ${spellCount(count)} models`;
}

/** "a", "a and b", "a, b and c". */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** "32 × 32 × 16". */
export function formatShape(shape: readonly number[]): string {
  return shape.map(formatCount).join(' × ');
}

/** A sentence's first letter in upper case. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A number in its unit, as claims carry them: shares in per cent and their differences in points, others with the unit behind. */
export function formatMeasurement(value: number, unit: string): string {
  if (unit === 'share') return formatShare(value);
  if (unit === 'points') return formatPoints(value);
  return unit === '' ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

/** Height and width, which no line breaks apart: 8 × 8. */
export function formatSize([height, width]: Pair): string {
  return `${height}\u00a0×\u00a0${width}`;
}

/** "a frog", "an airplane", "an 8". */
export function withArticle(noun: string): string {
  return `${/^(?:[aeiou]|(?:8|11|18)(?!\d))/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

function separateThousands(digits: string): string {
  return digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
