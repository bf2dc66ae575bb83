import type { Diff } from '../schemas/diff.ts';

/** Width and height in CSS pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** What the page is rendered from. */
export interface PageInput {
  readonly diff: Diff;
  /** Of the charts beside the page, by path. */
  readonly chartSizes: ReadonlyMap<string, ChartSize>;
}
