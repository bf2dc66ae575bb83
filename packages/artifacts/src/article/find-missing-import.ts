import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { countLines } from './article-code.ts';

/** What an import may leave out at the end of a path. */
const ENDINGS = ['', '.ts', '.js', '.mjs', '.tsx', '.jsx', '.json', '/index.ts', '/index.js'];
const IMPORTS = /^[ \t]*(?:import|export)\b(?:[^'";=]*\bfrom)?\s*['"]([^'"]+)['"]/gm;

/** An import of what is not there. */
export interface MissingImport {
  readonly source: string;
  /** How many lines below the first of the code. */
  readonly line: number;
}

/**
 * Finds an import of a file or a package that does not exist; another article is read where it is used, and told there.
 *
 * @param code Of the top level of an article.
 * @param file Of the article, from the workspace root.
 */
export function findMissingImport(code: string, file: string): MissingImport | undefined {
  for (const { 1: source, index } of code.matchAll(IMPORTS)) {
    if (source!.endsWith('.mdx') || isThere(source!, file)) continue;
    return { source: source!, line: countLines(code, index) };
  }
  return undefined;
}

function isThere(source: string, file: string): boolean {
  if (/^\.{0,2}\//.test(source)) {
    const path = join(dirname(file), source.replace(/\?.*$/s, ''));
    return ENDINGS.some((ending) => existsSync(path + ending));
  }
  // Of Astro and its like, or of Node.
  if (source.includes(':') || builtinModules.includes(source)) return true;
  const [scope = '', name = ''] = source.split('/');
  return existsSync(join('node_modules', scope.startsWith('@') ? `${scope}/${name}` : scope));
}
