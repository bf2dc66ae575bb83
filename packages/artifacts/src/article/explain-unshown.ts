import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMPONENTS, isElsewhere } from '@layerprint/core';
import type { Node } from './read-use.ts';

/** What of a node of an article is looked at here. */
export interface PageNode {
  readonly type: string;
  readonly name?: string | null;
  readonly url?: string;
  readonly children?: readonly unknown[];
  readonly attributes?: Node['attributes'];
}

const ALONE =
  'pages have a policy that keeps browsers from what is not theirs, or is not in a file of its own';
/** Elements that the policy of the pages keeps from doing anything. */
const KEPT =
  /^(?:script|style|link|base|iframe|frame|object|embed|video|audio|source|track|form|portal)$/;
const FRONT_MATTER = ['yaml', 'toml'];
/** Elements of HTML that are called as one of our components in small letters. */
const OF_HTML = ['figure'];

/**
 * Says what of an author's Markdown and HTML would not be on the page as it is meant, though MDX has nothing against it;
 * undefined where there is nothing.
 *
 * @param file Of the article, from the workspace root.
 */
export function explainUnshown(node: PageNode, file: string): string | undefined {
  if (FRONT_MATTER.includes(node.type)) {
    return 'an article has no front matter: its title is that of <Opening title="…">';
  }
  if (node.type === 'image') return explainPicture(node.url ?? '', file);
  if (!/^mdxJsx(?:Flow|Text)Element$/.test(node.type)) return undefined;
  const element = node.name ?? '';
  if (!/^\p{Ll}/u.test(element)) return undefined;
  return explainElement(element, node);
}

function explainElement(
  element: string,
  { attributes = [], children = [] }: PageNode,
): string | undefined {
  if (KEPT.test(element)) return `<${element}> does nothing here: ${ALONE}`;
  const names = attributes.map(({ name = '' }) => name);
  const kept = names.find((name) => name === 'style' || /^on[a-z]/i.test(name));
  if (kept !== undefined) return `"${kept}" of <${element}> does nothing here: ${ALONE}`;
  const meant = Object.keys(COMPONENTS).find((name) => name.toLowerCase() === element);
  const isElement = OF_HTML.includes(element) && (children.length > 0 || names.length === 0);
  if (meant !== undefined && !isElement) {
    return `<${element}> is no element that shows anything; did you mean <${meant}>?`;
  }
  const source = attributes.find(({ name }) => name === 'src')?.value;
  if (element !== 'img' || typeof source !== 'string') return undefined;
  return `the picture "${source}" would not be found from the page; write it as ![what it shows](./picture.png)`;
}

function explainPicture(url: string, file: string): string | undefined {
  if (isElsewhere(url)) {
    return `the picture "${url}" is of another place, and ${ALONE}; save it beside the article`;
  }
  if (url.startsWith('/')) {
    return `the picture "${url}" is looked for at the root of a host; write where it is from the article on, as ./picture.png`;
  }
  const path = join(dirname(file), decodeURI(url.replace(/[?#].*$/s, '')));
  return existsSync(path) ? undefined : `the picture ${path} does not exist`;
}
