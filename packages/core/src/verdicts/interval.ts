/** Between what something lies, as far as is known. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** How often an interval that is shown may miss: 95 % intervals. */
export const SHOWN_LEVEL = 0.05;
