import { COMPONENTS } from '@layerprint/core';

/** What is used in code, where nobody sees it who reads an article without running it. */
export interface Hidden {
  /** "<Figure>", "props.components". */
  readonly what: string;
  /** How many lines below the first of the code. */
  readonly line: number;
}

/** An element of JSX, by its name or as a part of something: "<Figure ", "<props.components.Figure />". */
const ELEMENT = /<\s*([\p{L}_$][\w$]*(?:\s*\.\s*[\w$]+)*)(?=[\s/>])/gu;
/** What hands over our components without a name. */
const HANDED = /\b_components\b|\bprops\b(?=[^]*\bcomponents\b)|\bcomponents\b(?=[^]*\bprops\b)/;
const COMMENTS_ALONE = /^(?:\s*\/\*(?:(?!\*\/)[^])*\*\/)*\s*$/;

/** What an author imports, and makes at the top level of code, by name, with where it is from. */
export function listOwnNames(code: string): [name: string, source: string][] {
  const imports = code.matchAll(/\bimport\s+(\w+)(?:\s*,[^'"]*)?\s+from\s+['"]([^'"]+)['"]/g);
  const named = code.matchAll(/\bimport\s+(?:\w+\s*,\s*)?\{([^}]*)\}\s*from\s+['"]([^'"]+)['"]/g);
  const whole = code.matchAll(/\bimport\s+\*\s*as\s+(\w+)\s+from\s+['"]([^'"]+)['"]/g);
  const declared = code.matchAll(
    /^(?:export\s+)?(?:const|let|var|(?:async\s+)?function|class)\s+(\p{Lu}\w*)/gmu,
  );
  return [
    ...[...imports, ...whole].map(([, name, source]): [string, string] => [name!, source!]),
    ...[...named].flatMap(([, names, source]) =>
      names!.split(',').map((name): [string, string] => [
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1)!,
        source!,
      ]),
    ),
    ...[...declared].map(([, name]): [string, string] => [name!, '']),
  ];
}

/**
 * Finds one of our components in the code of an article.
 *
 * @param own What the author makes or imports, by name.
 */
export function findHiddenComponent(
  code: string,
  own: ReadonlyMap<string, string>,
): Hidden | undefined {
  if (COMMENTS_ALONE.test(code)) return undefined;
  for (const match of code.matchAll(ELEMENT)) {
    const parts = match[1]!.split('.').map((part) => part.trim());
    if (own.has(parts[0]!) || !Object.hasOwn(COMPONENTS, parts.at(-1)!)) continue;
    return { what: `<${parts.join('.')}>`, line: countLines(code, match.index) };
  }
  return undefined;
}

/** Finds where an expression takes our components out of what MDX hands to an article. */
export function findHandedComponents(code: string): Hidden | undefined {
  const match = COMMENTS_ALONE.test(code) ? null : HANDED.exec(code);
  return match === null
    ? undefined
    : { what: 'props.components', line: countLines(code, match.index) };
}

/** A name alone, or a part of what it is: "accuracy", "report.accuracy". */
const NAME_ALONE = /^\s*([\p{L}_$][\w$]*)(?:\.[\w$]+)*\s*$/u;

/**
 * The name that an expression is nothing but, where nothing that is known is called so.
 *
 * @param code What the article has at its top level.
 */
export function findUnknownName(expression: string, code: string): string | undefined {
  const name = NAME_ALONE.exec(expression)?.[1];
  if (name === undefined || name === 'props' || name in globalThis) return undefined;
  const words: readonly string[] = code.match(/[\p{L}_$][\p{L}\w$]*/gu) ?? [];
  return words.includes(name) ? undefined : name;
}

/** How many lines below the first of the code a place in it is. */
export function countLines(code: string, end: number): number {
  return code.slice(0, end).split('\n').length - 1;
}
