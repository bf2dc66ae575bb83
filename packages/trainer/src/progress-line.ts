/** Where progress is shown: `process.stderr`, or what a test has in its place. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What is said of a progress: texts in the order in which they stand, and which of them matter most. */
export type ProgressParts = readonly { readonly text: string; readonly rank: number }[];

/** One line that says how far something is. */
export interface ProgressLine {
  /** Whether it is rewritten in its place, and not one line after the other. */
  readonly isInPlace: boolean;
  /** Shows how far it is now. In its place, what matters least is left out where it has no room. */
  show(parts: ProgressParts): void;
  /** Prints a line that stays; what follows begins below it. */
  print(text: string): void;
}

/** Of a terminal that does not tell. */
const USUAL_COLUMNS = 80;
const START_AND_CLEAR = '\r\x1b[2K';

/**
 * Opens a line of progress. It is rewritten in its place on a terminal that can do that, unless somebody
 * keeps what is printed, as CI does. It has no colour and hides no cursor, so there is nothing to put right
 * when the process is killed.
 */
export function openProgressLine(
  stream: ProgressStream,
  environment: NodeJS.ProcessEnv = process.env,
): ProgressLine {
  const isInPlace = stream.isTTY === true && isRewritable(environment);
  const start = isInPlace ? START_AND_CLEAR : '';
  return {
    isInPlace,
    show(parts) {
      if (!isInPlace) return void stream.write(`${joinParts(parts)}\n`);
      // Asked each time, as a window may have another size now. A line that wraps could not be rewritten.
      const columns = (stream.columns || USUAL_COLUMNS) - 1;
      stream.write(start + fitParts(parts, columns));
    },
    print: (text) => void stream.write(`${start}${text}\n`),
  };
}

function isRewritable({ TERM, CI = '' }: NodeJS.ProcessEnv): boolean {
  return TERM !== 'dumb' && ['', '0', 'false'].includes(CI);
}

function joinParts(parts: ProgressParts): string {
  return parts.map(({ text }) => text).join('  ');
}

/** What has room, without the parts of the highest ranks. */
function fitParts(parts: ProgressParts, columns: number): string {
  const text = joinParts(parts);
  if (text.length <= columns || parts.length === 1) return text.slice(0, columns);
  const least = Math.max(...parts.map(({ rank }) => rank));
  return fitParts(
    parts.filter(({ rank }) => rank !== least),
    columns,
  );
}
