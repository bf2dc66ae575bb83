import { existsSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { mdxToMdast, type MdastNode } from 'satteri';
import type { Article, ArticleSection, ArticleUse } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';

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
 * attribute that is an expression, and one of them inside of an expression, are refused.
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
    const imported = new Map<string, string>();
    const walk = (node: Node): void => {
      const place = `${file}:${node.position?.start.line ?? 1}`;
      switch (node.type) {
        case 'mdxjsEsm':
          for (const [name, source] of listImports(node.value)) imported.set(name, source);
          return;
        case 'mdxFlowExpression':
        case 'mdxTextExpression':
          assertHasNone(node.value, place);
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
          const source = imported.get(component);
          if (source?.endsWith('.mdx')) visit(posix.join(dirname(file), source), [...from, file]);
          else if (source === undefined && /^\p{Lu}/u.test(component)) {
            const use = { component, attributes: readAttributes(node, place), place };
            uses.push(use);
            if (component === 'Contents') contentsFrom = sections.length;
            const { id } = use.attributes;
            if (component === 'Claim' && typeof id === 'string') sections.at(-1)?.claims.push(id);
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

/** What is imported by default, by the name that it gets. */
function listImports(code: string): [name: string, source: string][] {
  const imports = code.matchAll(/\bimport\s+(\w+)(?:\s*,[^'"]*)?\s+from\s+['"]([^'"]+)['"]/g);
  const named = code.matchAll(/\bimport\s+(?:\w+\s*,\s*)?\{([^}]*)\}\s*from\s+['"]([^'"]+)['"]/g);
  const declared = code.matchAll(/\b(?:const|let|function|class)\s+(\p{Lu}\w*)/gu);
  return [
    ...[...imports].map(([, name, source]): [string, string] => [name!, source!]),
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

/** Components in code are not seen by whoever reads the article without running it. */
function assertHasNone(code: string, place: string): void {
  const [, found] =
    /<(Figure|Claim|Number|Model|PageLink|Layers|Contents|Outcomes|Study)\b/.exec(code) ?? [];
  if (found === undefined) return;
  throw invalid(
    place,
    `<${found}> stands in an expression, where it cannot be looked up before anything is trained; write it beside it`,
  );
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
