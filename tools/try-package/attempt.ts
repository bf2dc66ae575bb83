/** What the small training of `consumer/train.js` gave. */
export interface Training {
  readonly backend: string;
  readonly losses: readonly number[];
  /** Every weight, as JSON. */
  readonly weights: string;
}

/** One way to use the package, and what came of it. */
export interface Attempt {
  readonly name: string;
  /** What is wrong, each as a line; none where all is well. */
  readonly faults: readonly string[];
  /** What was trained, where something was. */
  readonly training?: Training;
}
