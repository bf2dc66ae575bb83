import { CIFAR10 } from '@layerprint/core/images';

/** A change of one thing in a JSON value. */
export interface Edit<T> {
  /** "runs.dummy.epochs.0.loss, changed". */
  readonly name: string;
  readonly path: readonly string[];
  /** What it makes of a value: of the original something that fits. */
  readonly apply: (value: T) => T;
}

type Container = Record<string, unknown>;
type Change = (parent: Container, key: string) => void;

/** Texts of which one fits wherever only some do. */
const WORDS = [
  ...['dummy', 'cpu', 'csv', 'svg', 'table', 'spec', 'dark', 'map', 'models', 'accuracy', 'loss'],
  ...['fails', 'holds', 'companion', 'first-of-every-other-class', 'dense', 'distribution'],
  ...[
    'benchmark',
    'light',
    'picture',
    'input',
    'png',
    'at-chance',
    'pixels',
    ...CIFAR10.classNames,
  ],
  'specimen',
];

/** What may stand where there is nothing yet. */
const OPTIONAL: Readonly<Record<string, unknown>> = {
  theme: 'dark',
  scope: 'map',
  layout: 'narrow',
  width: 3,
  height: 5,
  model: 'dummy',
  layer: 'conv2d_9',
  specimen: 'cat-1',
  benchmark: 'f'.repeat(64),
  zod: '4.6.7',
};

/** Items of an array of numbers that stand for all of them. */
const MOST_NUMBERS = 2;

/**
 * Lists what one edit can make of a JSON value: a leaf changed, a field or an item removed, an item or an
 * optional field added, two neighbours exchanged.
 *
 * @param fits Whether a value still fits its schema: an edit that does not is none.
 * @returns The edits, and the paths of leaves that cannot be others.
 */
export function listEdits<T>(
  original: T,
  fits: (value: unknown) => boolean,
): { edits: Edit<T>[]; fixed: string[] } {
  const edits: Edit<T>[] = [];
  const fixed: string[] = [];
  const before = JSON.stringify(original);

  /** Takes the first of these changes that gives another value that fits. */
  const take = (name: string, path: readonly string[], changes: readonly Change[]): boolean => {
    const change = changes.find((one) => {
      const value = applyAt(original, path, one);
      return JSON.stringify(value) !== before && fits(value);
    });
    if (!change) return false;
    edits.push({
      name: `${path.join('.')}, ${name}`,
      path,
      apply: (value) => applyAt(value, path, change),
    });
    return true;
  };
  const walk = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) {
      const set = listOthers(node).map(
        (other): Change =>
          (parent, key) =>
            (parent[key] = other),
      );
      if (!take('changed', path, set)) fixed.push(path.join('.'));
    } else if (Array.isArray(node)) {
      walkArray(node, path);
    } else {
      for (const [key, value] of Object.entries(node)) {
        walk(value, [...path, key]);
        take('removed', [...path, key], [(parent, name) => Reflect.deleteProperty(parent, name)]);
      }
      for (const [key, value] of Object.entries(OPTIONAL)) {
        if (!(key in node))
          take('added', [...path, key], [(parent, name) => (parent[name] = value)]);
      }
    }
  };
  const walkArray = (items: readonly unknown[], path: readonly string[]): void => {
    const edit = (name: string, change: (array: unknown[]) => void) =>
      take(name, path, [(parent, key) => change(parent[key] as unknown[])]);
    const isLong = items.every((item) => typeof item === 'number');
    items
      .slice(0, isLong ? MOST_NUMBERS : undefined)
      .forEach((item, i) => walk(item, [...path, `${i}`]));
    edit('its last item removed', (array) => array.pop());
    edit('its last item twice', (array) => array.push(structuredClone(array.at(-1))));
    edit('two items exchanged', (array) => array.unshift(...array.splice(1, 1)));
  };
  walk(original, []);
  return { edits, fixed };
}

/** A copy of a value with a change at a path. */
function applyAt<T>(value: T, path: readonly string[], change: Change): T {
  const root = structuredClone({ value });
  const keys = ['value', ...path];
  const parent = keys.slice(0, -1).reduce<Container>((at, key) => at[key] as Container, root);
  change(parent, keys.at(-1)!);
  return root.value;
}

function listOthers(leaf: unknown): unknown[] {
  if (typeof leaf === 'number')
    return [leaf * 1.5, leaf + 1, leaf - 1, leaf / 2 + 0.1, leaf / 2, 1];
  if (typeof leaf === 'boolean') return [!leaf];
  if (leaf === null) {
    return [
      ...['1', 0.5, 'dummy'],
      { holds: 1, of: 2, undefined: 0 },
      { median: 0.5, lowerQuartile: 0.25, upperQuartile: 0.75 },
    ];
  }
  return ['f'.repeat(64), `${leaf as string}-x`, ...WORDS, null];
}
