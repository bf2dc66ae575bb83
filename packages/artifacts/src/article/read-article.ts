import { existsSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { mdxToMdast, type MdastNode } from 'satteri';
import type { Article, ArticleSection, ArticleUse } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import {
  findHandedComponents,
  findHiddenComponent,
  listOwnNames,
  type Hidden,
} from './article-code.ts';

const HINT = 'Correct it; docs/guides/own-article.md says what can stand in an article.';

/** A node of an article as it is looked at here. */
type Node = MdastNode & {
  readonly children?: readonly Node[];
  readonly value?: unknown;
  readonly name?: string | null;
  readonly depth?: number;
  readonly attributes?: readonly {
    readonly type: string;
    readonly name?: string;
    readonly value?: unknown;
  }[];
};

/**
 * Reads what an article consists of beside its prose, without running anything of it: our components with their
 * attributes and places, in order, and its sections. An article that another imports is read in its place.
 *
 * What our components are given has to be written out, since it is looked up before anything is trained: an
 * attribute that is an expression, and one of them inside of an expression, of code or by another name, are refused.
 *
 * @param path Relative to the workspace root, with forward slashes.
 * @throws {LayerprintError} `no-article`; `invalid-article`, with file and line.
 */
export function readArticle(path: string): Article {
  const uses: ArticleUse[] = [];
  const sections: (ArticleSection & { readonly claims: string[] })[] = [];
  let contentsFrom = 0;
  const slugger = new GithubSlugger();
  const visit = (file: string, from: readonly string[]): void => {
    const root = parse(file, from);
    const code = (root.children ?? []).filter(({ type }) => type === 'mdxjsEsm');
    const own = new Map(code.flatMap(({ value }) => listOwnNames(value as string)));
    const walk = (node: Node): void => {
      const line = node.position?.start.line ?? 1;
      const place = `${file}:${line}`;
      switch (node.type) {
        case 'mdxjsEsm':
          assertShown(findHiddenComponent(node.value, own), 'code', file, line);
          return;
        case 'mdxFlowExpression':
        case 'mdxTextExpression':
          assertExpression(node.value, own, file, line);
          return;
        case 'heading':
          if (node.depth === 2) {
            const title = readText(node);
            sections.push({ id: slugger.slug(title), title, claims: [] });
          }
          break;
        case 'mdxJsxFlowElement':
        case 'mdxJsxTextElement': {
          const component = node.name ?? '';
          assertOwnPart(component, own, place);
          const source = own.get(component.split('.')[0]!);
          const isArticle = source?.endsWith('.mdx') === true;
          if (isArticle) visit(posix.join(dirname(file), source), [...from, file]);
          if (source === undefined && /^\p{Lu}/u.test(component)) {
            const use = { component, attributes: readAttributes(node, place), place };
            uses.push(use);
            if (component === 'Contents') contentsFrom = sections.length;
            const { id } = use.attributes;
            if (component === 'Claim' && typeof id === 'string') sections.at(-1)?.claims.push(id);
          } else {
            for (const { name, code } of listExpressions(node)) {
              // An article that is imported is given our components, and read in its place.
              const isHanding = isArticle && name === 'components';
              assertExpression(code, own, file, line, { isHanding });
            }
          }
        }
      }
      node.children?.forEach(walk);
    };
    walk(root);
  };
  visit(path, []);
  const openings = uses.filter(({ component }) => component === 'Opening');
  if (openings.length !== 1) {
    const place = openings[1]?.place ?? `${path}:1`;
    throw invalid(place, 'expected one <Opening>, which shows the title, in an article');
  }
  return { uses, sections, contentsFrom };
}

function parse(file: string, from: readonly string[]): Node {
  if (from.includes(file)) {
    throw invalid(`${from.at(-1)!}:1`, `it imports ${file}, which imports it`);
  }
  if (!existsSync(file)) {
    const by = from.at(-1);
    throw new LayerprintError(
      'no-article',
      `${file} does not exist${by === undefined ? '' : `, and ${by} imports it`}.`,
      'Correct the path.',
    );
  }
  try {
    return mdxToMdast(readFileSync(file, 'utf8'), { features: { frontmatter: true } }) as Node;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const [, line = '1', what = said] = /^(\d+):\d+: (.*)$/s.exec(said) ?? [];
    throw invalid(`${file}:${line}`, what, error);
  }
}

/** A part of something is the author's where that is. */
function assertOwnPart(component: string, own: ReadonlyMap<string, string>, place: string): void {
  const [whole = '', ...parts] = component.split('.');
  if (parts.length === 0 || own.has(whole)) return;
  throw invalid(
    place,
    `<${component}> cannot be looked up before anything is trained; write the component by its own name`,
  );
}

function assertExpression(
  code: string,
  own: ReadonlyMap<string, string>,
  file: string,
  line: number,
  { isHanding = false } = {},
): void {
  const handed = isHanding ? undefined : findHandedComponents(code);
  assertShown(findHiddenComponent(code, own) ?? handed, 'an expression', file, line);
}

/** Components in code are not seen by whoever reads the article without running it. */
function assertShown(
  hidden: Hidden | undefined,
  where: 'code' | 'an expression',
  file: string,
  line: number,
): void {
  if (hidden === undefined) return;
  throw invalid(
    `${file}:${line + hidden.line}`,
    `${hidden.what} stands in ${where}, where it cannot be looked up before anything is trained; write it beside it`,
  );
}

/** What an element that is not ours is given as an expression; without a name where that says it. */
function listExpressions({ attributes = [] }: Node): { name: string | undefined; code: string }[] {
  return attributes.flatMap(({ type, name, value }) => {
    if (type === 'mdxJsxExpressionAttribute') return [{ name, code: value as string }];
    if (typeof value !== 'object' || value === null) return [];
    return [{ name, code: (value as { readonly value: string }).value }];
  });
}

function readAttributes(node: Node, place: string): ArticleUse['attributes'] {
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

function readText(node: Node): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return (node.children ?? []).map(readText).join('');
}

function invalid(place: string, what: string, cause?: unknown): LayerprintError {
  return new LayerprintError('invalid-article', `${place}: ${what}.`, HINT, { cause });
}
