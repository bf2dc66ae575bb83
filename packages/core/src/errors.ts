/** What marks an error as ours in every copy of this module: a bundle holds one of its own. */
const BRAND = Symbol.for('layerprint.error');

/**
 * The one error a user of Layerprint meets.
 *
 * `code` is stable and kebab-case, so tests and scripts can rely on it. `message` is a full sentence
 * that says what happened and to what. `hint` says what to do next.
 *
 * `instanceof` also recognises an error that another copy of this class has made, as the one in the pages
 * that Astro bundles.
 */
export class LayerprintError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'LayerprintError';
    this.code = code;
    this.hint = hint;
  }

  get [BRAND](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): value is LayerprintError {
    return value instanceof Error && BRAND in value;
  }
}

/**
 * Gives an error its class back that came from a thread: it loses that on the way, not what it says.
 *
 * @returns What is none of ours as it is.
 */
export function reviveError<T>(error: T): T | LayerprintError {
  const { name, code, message, hint } = (error ?? {}) as Partial<LayerprintError>;
  const isOurs = typeof code === 'string' && typeof hint === 'string' && name === 'LayerprintError';
  return isOurs ? new LayerprintError(code, message!, hint, { cause: error }) : error;
}
