import { COMPONENTS, type ArticleUse } from '@layerprint/core';
import type { MdastNode } from 'satteri';
import { invalid } from './invalid-article.ts';

/** A node of an article as it is looked at here. */
export type Node = MdastNode & {
  readonly children?: readonly Node[];
  readonly value?: unknown;
  readonly name?: string | null;
  readonly depth?: number;
  readonly url?: string;
  readonly attributes?: readonly {
    readonly type: string;
    readonly name?: string;
    readonly value?: unknown;
  }[];
};

/** What one of our components shows is where it stands, and what stands in it. */
export function assertStandsWell({ name, type, children = [] }: Node, place: string): void {
  const rules = COMPONENTS[name ?? ''];
  if (rules === undefined) return;
  if (rules.isBlock === true && type === 'mdxJsxTextElement') {
    throw invalid(place, `<${name}> stands within a line; give it a line of its own`);
  }
  const within = name === 'Opening' ? children.flatMap(findBlocks)[0] : undefined;
  if (within !== undefined) {
    throw invalid(place, `<${within}> stands in <Opening>, which is of text; put it behind it`);
  }
  if (rules.content === 'has' && children.length === 0) {
    throw invalid(
      place,
      `<${name}> is empty; write what is read between <${name} …> and </${name}>`,
    );
  }
  if (rules.content !== undefined || children.length === 0) return;
  throw invalid(place, `what stands in <${name}> would not be shown; close it, <${name} … />`);
}

/** Our components in a node that are no part of a line. */
function findBlocks({ name, children = [] }: Node): string[] {
  const isBlock = COMPONENTS[name ?? '']?.isBlock === true;
  return [...(isBlock ? [name!] : []), ...children.flatMap(findBlocks)];
}

/** The attributes of an element that are written out. */
export function readWritten({
  attributes = [],
}: Node): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    attributes.flatMap(({ name, value }) =>
      name !== undefined && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/** What one of our components is given, each written out, and once. */
export function readAttributes(node: Node, place: string): ArticleUse['attributes'] {
  const names = (node.attributes ?? []).map(({ name }) => name);
  const twice = names.find((name, i) => name !== undefined && names.indexOf(name) < i);
  if (twice !== undefined) throw invalid(place, `<${node.name!}> has "${twice}" twice`);
  return Object.fromEntries(
    (node.attributes ?? []).map(({ type, name, value }) => {
      if (type === 'mdxJsxAttribute' && (typeof value === 'string' || value == null)) {
        return [name!, typeof value === 'string' ? value : true];
      }
      throw invalid(
        place,
        `<${node.name!}> has an expression for ${name === undefined ? 'its attributes' : `"${name}"`}; write it out, since it is looked up before anything is trained`,
      );
    }),
  );
}

/** What an element that is not ours is given as an expression; without a name where that says it. */
export function listExpressions({
  attributes = [],
}: Node): { name: string | undefined; code: string }[] {
  return attributes.flatMap(({ type, name, value }) => {
    if (type === 'mdxJsxExpressionAttribute') return [{ name, code: value as string }];
    if (typeof value !== 'object' || value === null) return [];
    return [{ name, code: (value as { readonly value: string }).value }];
  });
}
