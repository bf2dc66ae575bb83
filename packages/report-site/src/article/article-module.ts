import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { articlePath } from '@layerprint/core/experiment-path';

/** What the page imports its article by. */
const MODULE = 'virtual:article';
/** What stands for an article that nobody has written. */
const DEFAULT = resolve(import.meta.dirname, 'DefaultArticle.astro');

/** Gives the page the article of `PROFILE`, or where it has none the page that is made from the experiment. */
export function articleModule(): Plugin {
  return {
    name: 'layerprint-article',
    enforce: 'pre',
    resolveId(source) {
      if (source !== MODULE) return undefined;
      const path = resolve(articlePath(process.env['PROFILE'] ?? 'quick'));
      return existsSync(path) ? path : DEFAULT;
    },
  };
}
