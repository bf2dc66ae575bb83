/** Deeper than anything of ours is nested, and far from where a recursion ends for want of a stack. */
const DEEPEST = 100;

/** What an editor may put before a text, and no reader of JSON expects. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads JSON that means one thing. Refused are also a key that stands twice in one object, of which
 * `JSON.parse` silently takes the last, numbers that a double cannot hold, which it makes infinite, the
 * key `__proto__`, which some objects lose, and what is nested more than 100 deep. A byte order mark is
 * passed over.
 *
 * A report holds megabytes of numbers, so `JSON.parse` does the work, and the text is looked at again
 * token by token only where what came out shows that something is wrong.
 *
 * @throws {SyntaxError} with what is wrong and where, by line and column from 1.
 */
export function parseJsonText(given: string): unknown {
  const text = given.startsWith(BYTE_ORDER_MARK) ? given.slice(1) : given;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw explainSyntax(text, (cause as Error).message);
  }
  if (countKeys(value) !== countWrittenKeys(text)) throw findFault(text);
  return value;
}

/** Whether a value has more than 100 arrays and objects inside each other. */
export function isNestedTooDeep(value: unknown): boolean {
  return listHolders(value) === undefined;
}

/** All arrays and objects of a value, from the outside in; undefined where they are too deep. */
function listHolders(value: unknown): object[] | undefined {
  const holders: object[] = isHolder(value) ? [value] : [];
  for (let at = 0, depth = 1; at < holders.length; depth++) {
    if (depth > DEEPEST) return undefined;
    for (const end = holders.length; at < end; at++) {
      for (const item of listItems(holders[at]!)) if (isHolder(item)) holders.push(item);
    }
  }
  return holders;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function listItems(holder: object): readonly unknown[] {
  return Array.isArray(holder) ? holder : Object.values(holder);
}

/**
 * How many keys the objects of a value have in all; undefined where the value itself is at fault: too
 * deep, with a number that is not finite, or with a key that could become a prototype.
 */
function countKeys(value: unknown): number | undefined {
  const holders = listHolders(value);
  if (holders === undefined) return undefined;
  holders.push([value]);
  let keys = 0;
  for (const holder of holders) {
    const items = listItems(holder);
    // Node looks for these in an array of numbers faster than any loop of ours.
    if (items.includes(Infinity) || items.includes(-Infinity)) return undefined;
    if (Array.isArray(holder)) continue;
    if (Object.hasOwn(holder, '__proto__')) return undefined;
    keys += items.length;
  }
  return keys;
}

/** How many keys a valid text has; numbers, which are most of it, are passed over at the speed of memory. */
function countWrittenKeys(text: string): number {
  let keys = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = findEnd(text, at);
    if (isKey(text, at)) keys++;
  }
  return keys;
}

/** Where the string that begins at `start` has ended: the place after its closing quote. */
function findEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return at + 1;
  }
}

/** Whether a string that ends at `end` is a key. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}

const TOKEN = /["[\]{}]|[-\d][-+.\deE]*/g;

/** Says what is wrong first in a text that is valid JSON and means no one thing. */
function findFault(text: string): SyntaxError {
  /** The keys of the objects around; of an array none. */
  const around: Set<string>[] = [];
  const tokens = new RegExp(TOKEN);
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    if (token === '[' || token === '{') {
      if (around.push(new Set()) > DEEPEST) {
        return faultAt(text, match.index, `arrays and objects are more than ${DEEPEST} deep`);
      }
    } else if (token === ']' || token === '}') around.pop();
    else if (token !== '"') {
      if (Number.isFinite(Number(token))) continue;
      return faultAt(text, match.index, `${shorten(token)} is too large for a number of 64 bits`);
    } else {
      tokens.lastIndex = findEnd(text, match.index);
      if (!isKey(text, tokens.lastIndex)) continue;
      const key = JSON.parse(text.slice(match.index, tokens.lastIndex)) as string;
      const shown = shorten(JSON.stringify(key));
      if (key === '__proto__') return faultAt(text, match.index, `${shown} cannot be a key`);
      const keys = around.at(-1)!;
      if (keys.has(key)) {
        return faultAt(text, match.index, `the key ${shown} stands twice in one object`);
      }
      keys.add(key);
    }
  }
  throw new Error('A text with as many keys as its value has no fault.');
}

/** Puts what V8 says of a text into one form; it often says no place. */
function explainSyntax(text: string, message: string): SyntaxError {
  const [, what, position] = /^(.*?)(?: in JSON)? at position (\d+)/s.exec(message) ?? [];
  if (what !== undefined) return faultAt(text, Number(position), what);
  if (!isUnexpectedToken(message)) return faultAt(text, text.length, 'unexpected end');
  const at = findUnexpected(text);
  const token = String.fromCodePoint(text.codePointAt(at)!);
  return faultAt(text, at, `unexpected ${JSON.stringify(token)}`);
}

function isUnexpectedToken(message: string): boolean {
  return message.endsWith(' is not valid JSON');
}

/** The place up to which a text could have become JSON, by halving: what is cut before it only ends too early. */
function findUnexpected(text: string): number {
  let [fine, wrong] = [0, text.length];
  while (wrong - fine > 1) {
    const middle = (fine + wrong) >> 1;
    try {
      JSON.parse(text.slice(0, middle));
      fine = middle;
    } catch (error) {
      if (isUnexpectedToken((error as Error).message)) wrong = middle;
      else fine = middle;
    }
  }
  return fine;
}

function faultAt(text: string, position: number, what: string): SyntaxError {
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  return new SyntaxError(`${what}, at line ${line}, column ${column}`);
}

/** How much of a value or a key is shown, in UTF-16 code units. */
const SHOWN = 60;

/** The beginning of a text, where it is a long one. */
export function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 3).toWellFormed()}…` : text;
}
