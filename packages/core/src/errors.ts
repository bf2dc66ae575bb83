/**
 * The one error a user of Layerprint meets.
 *
 * `code` is stable and kebab-case, so tests and scripts can rely on it. `message` is a full sentence
 * that says what happened and to what. `hint` says what to do next.
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
}
