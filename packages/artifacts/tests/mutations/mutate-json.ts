import { isDeepStrictEqual } from 'node:util';
import { LayerprintError } from '@layerprint/core/errors';
import { createStream } from '../../../core/tests/figures/sample-data.ts';

/** A JSON text in which one thing is another, and what that is. */
export interface Mutation {
  readonly name: string;
  readonly text: string;
}

/** Values of every type, and what a reader may stumble over; as JSON, since some of them are no value. */
const VALUES: Readonly<Record<string, string>> = {
  null: 'null',
  true: 'true',
  zero: '0',
  'minus one': '-1',
  half: '0.5',
  'an empty text': '""',
  'a text': '"text"',
  'an empty array': '[]',
  'an array': '[1, "text"]',
  'an empty object': '{}',
  'an object': '{"key": 1}',
  'a number too large for a double': '1e999',
  'the largest double': '1.7976931348623157e308',
  'the smallest double': '5e-324',
  'an integer that a double does not hold': '9007199254740993',
  'minus zero': '-0',
  'the word NaN': 'NaN',
  'NaN as a text': '"NaN"',
  'controls of a terminal': '"\\u001b]0;x\\u0007\\u001b[2J\\u202e\\u0000\\n"',
  'half a surrogate pair': '"\\ud83d"',
  markup: `"</script><img src=x onerror=alert(1)>'\\"&amp;"`,
  'a path out of the folder': '"../../../etc/passwd"',
  'the name of a prototype': '"__proto__"',
  'a long text': `"${'x'.repeat(100_000)}"`,
  'a deep array': '['.repeat(20_000) + ']'.repeat(20_000),
  'a deep object': '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000),
  'an object with a prototype': '{"__proto__": {"a": 1}}',
};

/** Stands in the text for what is put in its place; no file holds it. */
const PLACE = '\u{10ffff}';

/** Lists every change of one node: changed, removed, doubled, of another type or hostile, or with more in it. */
function* listMutations(whole: unknown): Generator<Mutation> {
  for (const path of listPaths(whole)) {
    const node = get(whole, path);
    const name = path.length === 0 ? 'the whole' : path.join('.');
    for (const [what, json] of Object.entries(VALUES)) {
      yield { name: `${name} is ${what}`, text: write(put(whole, path, PLACE), json) };
    }
    for (const [what, value] of changes(node)) {
      yield { name: `${name} is ${what}`, text: JSON.stringify(put(whole, path, value)) };
    }
    if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
      for (const key of ['extra', 'constructor', '__proto__', ...Object.keys(node).slice(0, 1)]) {
        const text = JSON.stringify(put(whole, path, { [PLACE]: 0, ...node }));
        const more = `${JSON.stringify(key)}:${JSON.stringify({ a: 1 })}`;
        yield {
          name: `${name} has the key ${key} before its own`,
          text: text.replace(`"${PLACE}":0`, () => more),
        };
      }
    }
    if (path.length > 0) {
      yield { name: `${name} is removed`, text: JSON.stringify(put(whole, path, undefined)) };
    }
  }
}

/** Draws some of them, the same for the same seed. */
export function drawMutations(whole: unknown, count: number, seed = 1): Mutation[] {
  const next = createStream(seed);
  const all = [...listMutations(whole)];
  if (all.length <= count) return all;
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(next() * (all.length - i));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, count);
}

/**
 * What is wrong with how a reader took a mutation; undefined where it refused with a sentence and a hint, or
 * gave exactly what the text says.
 *
 * @param read Gives the value as it was read.
 */
export async function judge(
  { name, text }: Mutation,
  read: (text: string) => unknown,
): Promise<string | undefined> {
  const begun = process.cpuUsage();
  let taken: string | undefined;
  try {
    const value = await read(text);
    if (!isDeepStrictEqual(plain(value), plain(JSON.parse(text))))
      taken = 'was read as something else';
  } catch (error) {
    taken = judgeError(error);
  }
  // Of the processor: what others do on the machine does not count.
  const seconds = process.cpuUsage(begun).user / 1e6;
  if (seconds > 5) taken ??= `took ${seconds.toFixed(1)} s`;
  return taken && `${name} ${taken}`;
}

/** What is wrong with an error as the answer to a bad file. */
export function judgeError(error: unknown): string | undefined {
  if (!(error instanceof LayerprintError)) return `ended in ${(error as Error).stack}`;
  if (error.hint === '' || !/\.$|^[^]*\n {2}/.test(error.message)) return `said "${error.message}"`;
  if (error.message.length > 10_000) return `said ${error.message.length} characters`;
  return undefined;
}

/** −0 and 0 are the same number to whoever reads. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function* changes(node: unknown): Generator<[string, unknown]> {
  if (typeof node === 'number')
    yield* [
      ['one more', node + 1],
      ['half more', node * 1.5 + 0.25],
    ];
  if (typeof node === 'string')
    yield* [
      ['longer', `${node}x`],
      ['in capitals', node.toUpperCase()],
    ];
  if (typeof node === 'boolean') yield ['the other', !node];
  if (Array.isArray(node) && node.length > 0) {
    yield ['without the first', node.slice(1)];
    yield ['with the first twice', [node[0], ...node]];
    yield ['turned round', node.toReversed()];
  }
}

/** Of arrays longer than three items the first and the last. */
function* listPaths(node: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  yield path;
  if (typeof node !== 'object' || node === null) return;
  const keys = Object.keys(node);
  const chosen = Array.isArray(node) && keys.length > 3 ? [keys[0]!, keys.at(-1)!] : keys;
  for (const key of chosen)
    yield* listPaths((node as Record<string, unknown>)[key], [...path, key]);
}

function get(node: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown>)[key], node);
}

/** A copy with another value at a path; without it where that is undefined. */
function put(node: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = put((node as Record<string, unknown>)[key], rest, value);
  if (Array.isArray(node)) {
    const index = Number(key);
    return inner === undefined ? node.toSpliced(index, 1) : node.with(index, inner);
  }
  // A key without a value is left out of JSON.
  return { ...(node as object), [key]: inner };
}

function write(value: unknown, json: string): string {
  return JSON.stringify(value).replace(JSON.stringify(PLACE), () => json);
}
