import type { FigureText } from './figure.ts';

/** What the font of the charts does not have: Fontsource's latin subset of Inter; see `unicode.json` of @fontsource/inter. */
export const UNDRAWN =
  /[^\u0020-\u007e\u00a0-\u00ff\u0131\u0152-\u0153\u02bb-\u02bc\u02c6\u02da\u02dc\u2010-\u2027\u2030-\u205e\u20ac\u2122\u2191\u2193\u2212\u2215]/gu;

/** What a name stands for, by the field of the data that it is in. */
const WHAT: Readonly<Record<string, string>> = { classNames: 'class', modelName: 'model' };

/** The data of a figure as a chart can show them, and what stands in it for what. */
interface Charted<D> {
  readonly data: D;
  /** By the name that is not shown. */
  readonly standIns: ReadonlyMap<string, string>;
}

/**
 * Puts another name in the place of each that a chart cannot show as it is, the same wherever it stands: "(class 5)", the fifth
 * of them, for one with letters that the font does not have, or for a word that Vega takes for something of its own.
 */
export function nameForChart<D>(data: D): Charted<D> {
  const standIns = new Map<string, string>();
  const counts = new Map<string, number>();
  const rename = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return isShown(value) ? value : standFor(value, field);
    if (Array.isArray(value)) {
      if (typeof value[0] === 'number') return value;
      return value.map((item, i) => {
        if (field === 'classNames') counts.set('class', i);
        return rename(item, field);
      });
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, rename(item, key)] as const),
    );
  };
  const standFor = (name: string, field: string): string => {
    const known = standIns.get(name);
    if (known !== undefined) return known;
    const what = WHAT[field] ?? 'name';
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    const standIn = `(${what} ${count})`;
    standIns.set(name, standIn);
    return standIn;
  };
  const renamed = rename(data, '') as D;
  return standIns.size === 0 ? { data, standIns } : { data: renamed, standIns };
}

/** What is said of a chart, and what stands in it for what. */
export function tellStandIns(text: FigureText, data: unknown): FigureText {
  const said = sayStandIns(data, 'the chart');
  return said === undefined ? text : { ...text, caption: `${text.caption} ${said}` };
}

/**
 * Says what stands for what in charts of data; undefined where all names stand for themselves.
 *
 * @param charts What they are called: "the chart".
 */
export function sayStandIns(data: unknown, charts: string): string | undefined {
  const { standIns } = nameForChart(data);
  if (standIns.size === 0) return undefined;
  const pairs = [...standIns].map(([name, standIn]) => `${standIn} stands for ${name}`);
  return `In ${charts}, ${pairs.join(', ')}.`;
}

function isShown(text: string): boolean {
  return text.search(UNDRAWN) === -1 && !(text in Object.prototype);
}
