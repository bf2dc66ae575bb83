import { existsSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { mdxToJs, mdxToMdast } from 'satteri';
import type { Article, ArticleLink, ArticleSection, ArticleUse } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import { readRegularFile } from '../read-file.ts';
import {
  findHandedComponents,
  findHiddenComponent,
  findUnknownName,
  listOwnNames,
  type Hidden,
} from './article-code.ts';
import { explainUnshown, type PageNode } from './explain-unshown.ts';
import { findMissingImport } from './find-missing-import.ts';
import { invalid } from './invalid-article.ts';
import {
  assertStandsWell,
  listExpressions,
  readAttributes,
  readWritten,
  type Node,
} from './read-use.ts';

const PARSING = { features: { frontmatter: true } };

/**
 * Reads what an article consists of beside its prose, without running anything of it: our components with their
 * attributes and places, in order, and its sections. An article that another imports is read in its place.
 *
 * What our components are given has to be written out, since it is looked up before anything is trained: an
 * attribute that is an expression, and one of them inside of an expression, of code or by another name, are refused. So
 * is what no page could be made of, or what would not be on it as it is meant: an import or a picture that is not there, a
 * script, an element that is called nearly as one of our components.
 *
 * @param path Relative to the workspace root, with forward slashes.
 * @throws {LayerprintError} `no-article`; `invalid-article`, with file and line; what `readRegularFile` throws.
 */
export function readArticle(path: string): Article {
  const uses: ArticleUse[] = [];
  const links: ArticleLink[] = [];
  const anchors: string[] = [];
  const sections: (ArticleSection & { readonly claims: string[] })[] = [];
  let contentsFrom = 0;
  const slugger = new GithubSlugger();
  const visit = (file: string, from: readonly string[]): void => {
    const root = parse(file, from);
    const code = (root.children ?? []).filter(({ type }) => type === 'mdxjsEsm');
    const own = new Map(code.flatMap(({ value }) => listOwnNames(value as string)));
    const codeText = code.map(({ value }) => value as string).join('\n');
    const pictures = new Set(listPictureNames(root));
    const walk = (node: Node): void => {
      const line = node.position?.start.line ?? 1;
      const place = `${file}:${line}`;
      assertPage(node, file, place);
      switch (node.type) {
        case 'mdxjsEsm':
          assertShown(findHiddenComponent(node.value, own), 'code', file, line);
          assertImports(node.value, file, line);
          return;
        case 'mdxFlowExpression':
        case 'mdxTextExpression':
          assertExpression(node.value, own, file, line);
          assertKnown(node.value, codeText, place);
          return;
        case 'link':
          links.push({ to: node.url, place });
          break;
        case 'definition':
          if (pictures.has(node.identifier)) assertPage({ ...node, type: 'image' }, file, place);
          else links.push({ to: node.url, place });
          break;
        case 'heading': {
          const title = readText(node);
          const id = slugger.slug(title);
          anchors.push(id);
          if (node.depth === 2) sections.push({ id, title, claims: [] });
          break;
        }
        case 'mdxJsxFlowElement':
        case 'mdxJsxTextElement': {
          const component = node.name ?? '';
          assertOwnPart(component, own, place);
          const source = own.get(component.split('.')[0]!);
          const isArticle = source?.endsWith('.mdx') === true;
          if (isArticle) visit(posix.join(dirname(file), source), [...from, file]);
          if (source === undefined && /^\p{Lu}/u.test(component)) {
            const use = { component, attributes: readAttributes(node, place), place };
            assertStandsWell(node, place);
            uses.push(use);
            if (component === 'Contents') contentsFrom = sections.length;
            const { id } = use.attributes;
            if (component === 'Claim' && typeof id === 'string') sections.at(-1)?.claims.push(id);
          } else {
            const { id, href } = readWritten(node);
            if (id !== undefined) anchors.push(id);
            if (component === 'a' && href !== undefined) links.push({ to: href, place });
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
  return { uses, links, anchors, sections, contentsFrom };
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
  const text = decode(file);
  try {
    // What is wrong with code is found where all of it is put together; nothing of it is run.
    mdxToJs(text, PARSING);
    return mdxToMdast(text, PARSING) as Node;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const [, line = '1', what = said] = /^(\d+):\d+: (.*)$/s.exec(said) ?? [];
    throw invalid(`${file}:${line}`, what, error);
  }
}

function decode(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readRegularFile(file));
  } catch (error) {
    if (error instanceof LayerprintError) throw error;
    throw invalid(`${file}:1`, 'it is not encoded in UTF-8', error);
  }
}

/** The names by which pictures are put into a text whose place is written elsewhere in it. */
function listPictureNames(node: Node): string[] {
  if (node.type === 'imageReference') return [node.identifier];
  return (node.children ?? []).flatMap(listPictureNames);
}

function assertPage(node: PageNode, file: string, place: string): void {
  const problem = explainUnshown(node, file);
  if (problem !== undefined) throw invalid(place, problem);
}

function assertImports(code: string, file: string, line: number): void {
  const missing = findMissingImport(code, file);
  if (missing === undefined) return;
  throw invalid(
    `${file}:${line + missing.line}`,
    `it imports ${missing.source}, which is not there`,
  );
}

/** @param code All that the article has at its top level. */
function assertKnown(expression: string, code: string, place: string): void {
  const name = findUnknownName(expression, code);
  if (name === undefined) return;
  throw invalid(
    place,
    `{${expression.trim()}} would show what ${name} is, which the article neither makes nor imports; numbers of the report are shown by <Number of="…" />`,
  );
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

function readText(node: Node): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return (node.children ?? []).map(readText).join('');
}
